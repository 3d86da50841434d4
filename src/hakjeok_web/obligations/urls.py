from django.urls import path

from hakjeok_web.obligations import views

app_name = "obligations"

urlpatterns = [
    path("", views.todo, name="todo"),
    path("todo/excel/", views.excel, name="excel"),
]
