from django.urls import path

from hakjeok_web.consignments.views import consignments, lists, months

app_name = "consignments"

urlpatterns = [
    path("consignments/", lists.index, name="list"),
    path("consignments/excel/", lists.excel, name="excel"),
    path("consignments/new/", consignments.new, name="new"),
    path("consignments/<uuid:consignment>/", consignments.consignment, name="consignment"),
    path("consignments/<uuid:consignment>/change/", consignments.change, name="change"),
    path("consignments/<uuid:consignment>/end/", consignments.end, name="end"),
    path("consignments/<uuid:consignment>/cancellation/", consignments.cancellation, name="cancellation"),
    path("consignments/<uuid:consignment>/months/<month:month>/", months.month, name="month"),
]
