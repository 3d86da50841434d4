from django.urls import path

from hakjeok_web.approvals.views import absences, dispatches, document, inbox, register, rules, submission

app_name = "approvals"

urlpatterns = [
    # /approvals/
    path("approvals/", inbox.inbox, name="inbox"),
    path("approvals/absences/", absences.absences, name="absences"),
    path("approvals/absences/<uuid:absence>/end/", absences.end, name="absence-end"),
    # /documents/; the page itself is documents:document
    path("documents/<uuid:document>/submission/", submission.submission, name="submission"),
    path("documents/<uuid:document>/decision/", document.decision, name="decision"),
    path("documents/<uuid:document>/withdrawal/", document.withdrawal, name="withdrawal"),
    # /document-register/
    path("document-register/", register.register, name="register"),
    path("document-register/excel/", register.excel, name="register-excel"),
    # /dispatches/
    path("dispatches/", dispatches.dispatches, name="dispatches"),
    path("dispatches/<uuid:dispatch>/sending/", dispatches.sending, name="sending"),
    path("dispatches/<uuid:dispatch>/receipt/", dispatches.receipt, name="receipt"),
    # /approval-effects/, /settings/delegation/
    path("approval-effects/", rules.effects, name="effects"),
    path("settings/delegation/", rules.rules, name="rules"),
    path("settings/delegation/<slug:subject>/", rules.rule, name="rule"),
]
