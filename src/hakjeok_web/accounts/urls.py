"""Addresses of accounts; those of allauth's own views, which it looks up without a namespace, are in sign_in_urls."""

from django.urls import path

from hakjeok_web.accounts.views import account, demo

app_name = "accounts"

urlpatterns = [
    path("sign-out/", account.sign_out, name="sign-out"),
    path("demo/", demo.people, name="demo"),
    path("demo/stop/", demo.stop, name="demo-stop"),
    path("demo/sign-in-as/<uuid:user_id>/", demo.sign_in_as, name="demo-sign-in"),
]
