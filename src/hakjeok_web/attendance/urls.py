from django.urls import path, register_converter

from hakjeok_web.attendance.views import register
from hakjeok_web.config.converters import DayConverter, MonthConverter

register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")

app_name = "attendance"

urlpatterns = [
    # /registers/
    path("registers/", register.index, name="registers"),
    path("registers/<uuid:school_class>/<month:month>/", register.month, name="month"),
    path("registers/<uuid:school_class>/<month:month>/cells/", register.cells, name="cells"),
    path("registers/<uuid:school_class>/<month:month>/changes/", register.changes, name="changes"),
    path("registers/<uuid:school_class>/<month:month>/days/<day:day>/taken/", register.take, name="take"),
    path("registers/<uuid:school_class>/<month:month>/days/<day:day>/untaken/", register.untake, name="untake"),
    path("registers/<uuid:school_class>/<day:day>/", register.day, name="day"),
]
