"""Invented ideas that say the same in other words: what likely duplicates are measured against.

Written before the measure was, and not used to tune it.
"""

SAID_TWICE = [
    ("mijn werkgever weet wat LVB is", "de baas begrijpt wat een LVB betekent"),
    ("dat ik niet gepest word op het werk", "collega's mij niet pesten"),
    ("er altijd iemand is die ik kan bellen", "ik altijd iemand kan bellen als het niet gaat"),
    ("de jobcoach vaak langskomt", "mijn jobcoach komt vaak op bezoek"),
    ("je een opleiding kunt doen naast je werk", "je werken en een opleiding kan combineren"),
    ("de reis naar het werk niet te lang is", "je werk dicht bij huis is"),
    ("je genoeg verdient om van te leven", "het loon hoog genoeg is"),
    ("je mag fouten maken", "fouten maken mag"),
    ("duidelijke uitleg over je taken", "iemand duidelijk uitlegt wat je taken zijn"),
    ("niet te veel taken tegelijk", "je één taak tegelijk krijgt"),
    ("je complimenten krijgt", "de baas een compliment geeft als het goed gaat"),
    ("hulp bij het aanvragen van een uitkering", "iemand helpt met je uitkering aanvragen"),
    ("een rustige werkplek zonder lawaai", "je op een rustige plek kunt werken"),
    ("je een vriend hebt op je werk", "er een maatje is op de werkvloer"),
    ("je ouders je steunen", "steun van je vader en moeder"),
    ("je op vaste dagen werkt", "elke week dezelfde werkdagen hebben"),
    ("de jobcoach met je baas praat", "jobcoach en baas goed contact hebben"),
    ("je hulp krijgt met solliciteren", "iemand je helpt met je sollicitatiebrief"),
    ("je van je schulden af bent", "geen schulden meer hebben"),
    ("je zelf je baas kunt bellen als je ziek bent", "je durft te bellen als je ziek bent"),
    ("je minder uren mag werken in het begin", "beginnen met weinig uren"),
    ("je medicijnen goed zijn ingesteld", "je de juiste medicijnen hebt"),
    (
        "je begeleider van wonen en je jobcoach overleggen",
        "jobcoach overlegt met de woonbegeleiding",
    ),
    ("een baan voor lange tijd", "een vast contract krijgen"),
]
