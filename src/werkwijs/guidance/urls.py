"""Where coaches guide people, and team leaders look after coaches."""

from django.urls import path

from werkwijs.guidance import (
    views,
    views_lead,
    views_plan,
    views_road,
    views_talk,
    views_team,
)

app_name = "guidance"

FILE = "<slug:code>/"

urlpatterns = [
    path("", views.day, name="day"),
    path("mensen/", views.people, name="people"),
    path("nieuw/", views.new, name="new"),
    path("agenda.ics", views.agenda_file, name="agenda"),
    path("bereik/", views.reach, name="reach"),
    path("nood/", views_team.find_file, name="find_file"),
    path("nood/<slug:code>/", views_team.emergency, name="emergency"),
    path("team/", views_lead.team, name="team"),
    path("team/coach/<uuid:user>/", views_lead.coach, name="coach"),
    path("team/dossier/<slug:code>/", views_lead.cover, name="cover"),
    path("team/klacht/<int:number>/", views_lead.complaint, name="complaint"),
    path("team/regels/<int:organisation>/", views_lead.rules, name="rules"),
    path("ontvangen/", views_road.receive, name="receive"),
    path("team/over-de-tijd/", views_road.past, name="past"),
    path(FILE, views.file, name="file"),
    path(f"{FILE}contact/", views_talk.talk, name="talk"),
    path(f"{FILE}contact/concept/", views_talk.draft, name="draft"),
    path(f"{FILE}contact/binnen/", views_talk.received, name="received"),
    path(f"{FILE}regels/", views_talk.lines, name="lines"),
    path(f"{FILE}regel/<int:number>/", views_talk.line, name="line"),
    path(f"{FILE}regel/<int:number>/terug/", views_talk.bring_back, name="bring_back"),
    path(f"{FILE}overdenken/", views_talk.reflections, name="reflections"),
    path(f"{FILE}antwoord/", views_talk.help_answer, name="help_answer"),
    path(f"{FILE}willen-en-kunnen/", views_plan.profile, name="profile"),
    path(f"{FILE}trede/", views_plan.rung, name="rung"),
    path(f"{FILE}doelen/", views_plan.goals, name="goals"),
    path(f"{FILE}doelen/<int:number>/", views_plan.goal, name="goal"),
    path(f"{FILE}stappen/", views_plan.steps, name="steps"),
    path(f"{FILE}stappen/<int:number>/", views_plan.step, name="step"),
    path(f"{FILE}werk/", views_plan.work, name="work"),
    path(f"{FILE}werk/<int:number>/", views_plan.job, name="job"),
    path(f"{FILE}werk/<slug:kind>/", views_plan.at_work, name="at_work"),
    path(f"{FILE}tegenslag/", views_plan.setback, name="setback"),
    path(f"{FILE}plan/", views_plan.plan, name="plan"),
    path(f"{FILE}kaarten/", views_plan.cards, name="cards"),
    path(f"{FILE}justitie/", views_plan.criminal, name="criminal"),
    path(f"{FILE}mensen/", views_team.team, name="around"),
    path(f"{FILE}mensen/vraag/", views_team.invite, name="invite"),
    path(f"{FILE}mensen/<int:number>/", views_team.member, name="member"),
    path(f"{FILE}mensen/<int:number>/ziet/", views_team.preview, name="preview"),
    path(f"{FILE}mensen/<int:number>/vraag/", views_team.consent, name="consent"),
    path(f"{FILE}toestemming/<int:number>/", views_team.consent_answer, name="consent_answer"),
    path(f"{FILE}persoon/", views_team.person, name="person"),
    path(f"{FILE}persoon/kaart/", views_team.card_sheet, name="card_sheet"),
    path(f"{FILE}verder/", views_team.course, name="course"),
    path(f"{FILE}elders/", views_road.hand_on, name="hand_on"),
    path(f"{FILE}opnieuw/", views_team.again, name="again"),
    path(f"{FILE}inzage/", views.looks, name="looks"),
    path(f"{FILE}nood-klaar/", views_team.emergency_over, name="emergency_over"),
]
