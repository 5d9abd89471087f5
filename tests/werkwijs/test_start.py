"""The website starts, and says so."""


def test_the_website_is_well(client, db):
    assert client.get("/health/").json() == {"status": "ok"}


def test_who_has_not_signed_in_is_welcomed(client, db):
    assert client.get("/").status_code == 200


def test_who_signed_in_sees_own_studies_only(client, sign_in, study, ana, dirk):
    sign_in(client, ana)
    assert "Werk vinden" in client.get("/studies/").content.decode()

    sign_in(client, dirk)
    assert "Werk vinden" not in client.get("/studies/").content.decode()
