from django.urls import path

from hakjeok_web.committees.views import committees, items, meetings

app_name = "committees"

urlpatterns = [
    # /committees/
    path("committees/", committees.index, name="committees"),
    path("committees/new/", committees.new, name="new"),
    path("committees/<uuid:committee>/", committees.committee, name="committee"),
    path("committees/<uuid:committee>/report/", committees.report, name="report"),
    path("committees/<uuid:committee>/results/", committees.results, name="results"),
    path("committees/<uuid:committee>/members/new/", committees.member_new, name="member_new"),
    path("committees/<uuid:committee>/members/<uuid:member>/end/", committees.member_end, name="member_end"),
    path("committees/<uuid:committee>/meetings/new/", meetings.new, name="meeting_new"),
    # /meetings/
    path("meetings/<uuid:meeting>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/plan/", meetings.plan, name="plan"),
    path("meetings/<uuid:meeting>/attendance/", meetings.attendance, name="attendance"),
    path("meetings/<uuid:meeting>/quorum/", meetings.quorum, name="quorum"),
    path("meetings/<uuid:meeting>/opening/", meetings.opening, name="opening"),
    path("meetings/<uuid:meeting>/closing/", meetings.closing, name="closing"),
    path("meetings/<uuid:meeting>/cancellation/", meetings.cancellation, name="cancellation"),
    path("meetings/<uuid:meeting>/papers/", meetings.paper, name="paper"),
    path("meetings/<uuid:meeting>/sheet/", meetings.sheet, name="sheet"),
    path("meetings/<uuid:meeting>/items/", meetings.item_new, name="item_new"),
    path("meetings/<uuid:meeting>/items/<uuid:item>/", items.item, name="item"),
    path("meetings/<uuid:meeting>/items/<uuid:item>/removal/", meetings.item_removal, name="item_removal"),
    path("meetings/<uuid:meeting>/items/<uuid:item>/recusals/", items.recusal, name="recusal"),
    path("meetings/<uuid:meeting>/items/<uuid:item>/statements/", items.statement, name="statement"),
    path(
        "meetings/<uuid:meeting>/items/<uuid:item>/statements/<uuid:statement>/removal/",
        items.statement_removal,
        name="statement_removal",
    ),
    path("meetings/<uuid:meeting>/items/<uuid:item>/vote/", items.vote, name="vote"),
    path("meetings/<uuid:meeting>/items/<uuid:item>/vote/voiding/", items.vote_voiding, name="vote_voiding"),
    path("meetings/<uuid:meeting>/items/<uuid:item>/postponement/", items.postponement, name="postponement"),
]
