"""Addresses of accounts; those of allauth's own views, which it looks up without a namespace, are in sign_in_urls."""

from django.urls import path

from hakjeok_web.accounts.views import account, demo, enrolment

app_name = "accounts"

urlpatterns = [
    path("account/password/", account.password, name="password"),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/<str:key>/end/", account.end_session, name="session-end"),
    path("account/sessions/end-others/", account.end_other_sessions, name="sessions-end"),
    path("account/session/extend/", account.extend, name="session-extend"),
    path("account/school/", account.school, name="school"),
    path("enrol/<str:code>/", enrolment.enrol, name="enrol"),
    path("demo/", demo.people, name="demo"),
    path("demo/stop/", demo.stop, name="demo-stop"),
    path("demo/sign-in-as/<uuid:user_id>/", demo.sign_in_as, name="demo-sign-in"),
]
