"""Addresses of accounts; those of allauth's own views, which it looks up without a namespace, are in sign_in_urls."""

from django.urls import path

from hakjeok_web.accounts.views import access_log, account, demo, enrolment, rights, staff, taking_back

app_name = "accounts"

urlpatterns = [
    path("account/password/", account.password, name="password"),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/<str:key>/end/", account.end_session, name="session-end"),
    path("account/sessions/end-others/", account.end_other_sessions, name="sessions-end"),
    path("account/session/extend/", account.extend, name="session-extend"),
    path("account/handed-over/", taking_back.take_back, name="take-back"),
    path("account/school/", account.school, name="school"),
    path("enrol/<str:code>/", enrolment.enrol, name="enrol"),
    path("settings/staff/", staff.index, name="staff"),
    path("settings/staff/excel/", staff.excel, name="staff-excel"),
    path("settings/staff/new/", staff.new, name="staff-new"),
    path("settings/staff/<uuid:staff_id>/", staff.person, name="person"),
    path("settings/staff/<uuid:staff_id>/post/", staff.change, name="person-change"),
    path("settings/staff/<uuid:staff_id>/end/", staff.end, name="person-end"),
    path("settings/staff/<uuid:staff_id>/invitation/", staff.invitation, name="person-invitation"),
    path("settings/rights/", rights.index, name="rights"),
    path("settings/rights/excel/", rights.excel, name="rights-excel"),
    path("settings/rights/<uuid:staff_id>/", rights.person, name="rights-person"),
    path("settings/rights/<uuid:staff_id>/grant/", rights.grant, name="rights-grant"),
    path("access-log/", access_log.index, name="access-log"),
    path("access-log/excel/", access_log.excel, name="access-log-excel"),
    path("demo/", demo.people, name="demo"),
    path("demo/stop/", demo.stop, name="demo-stop"),
    path("demo/sign-in-as/<uuid:user_id>/", demo.sign_in_as, name="demo-sign-in"),
]
