"""보호자·주소: who is called, and where the pupil lives."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok.korean import with_particle
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.students import contacts
from hakjeok_web.students.forms import AddressForm, GuardianForm
from hakjeok_web.students.views.pupil import opened


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def family(request, student):
    """Guardians and the history of addresses."""
    found, context = opened(request, student, "guardians/")
    request.shown.purpose = "보호자·주소 보기"
    context |= {
        "guardians": found.guardians.order_by("-is_first_contact", "pk"),
        "addresses": found.addresses.select_related("entered_by"),
    }
    return render(request, "students/family.html", context)


@writes(Menu.PUPIL_RECORDS, pupils=True)
@require_http_methods(["GET", "POST"])
def guardian(request, student, guardian=None):
    """A guardian, new or known."""
    found, context = opened(request, student, "guardians/", menu=Menu.PUPIL_RECORDS)
    known = _guardian_or_404(found, guardian) if guardian else None
    form = GuardianForm(request.POST or None, initial=_values(known, found))
    saving = {"student": found, "guardian": known, "by": request.actor}
    if form.is_valid() and form.apply(contacts.save_guardian, **saving, **form.cleaned_data):
        messages.success(request, f"보호자 {with_particle(form.outcome.name, '을', '를')} 저장했습니다.")
        return redirect("students:family", found.pk)
    context |= {"form": form, "form_title": "보호자 고치기" if known else "보호자 더하기", "page_errors": form.errors}
    return render(request, "students/form.html", context, status=form.http_status)


@writes(Menu.PUPIL_RECORDS, pupils=True)
@require_POST
def guardian_removal(request, student, guardian):
    """Take a guardian off the pupil; the last one stays."""
    found, _ = opened(request, student, "guardians/", menu=Menu.PUPIL_RECORDS)
    known = _guardian_or_404(found, guardian)
    try:
        contacts.remove_guardian(guardian=known, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"보호자 {with_particle(known.name, '을', '를')} 뺐습니다.")
    return redirect("students:family", found.pk)


@writes(Menu.PUPIL_RECORDS, pupils=True)
@require_http_methods(["GET", "POST"])
def address(request, student):
    """A new address from a day on; the earlier ones stay."""
    found, context = opened(request, student, "guardians/", menu=Menu.PUPIL_RECORDS)
    form = AddressForm(request.POST or None, initial={"from_on": request.today})
    if form.is_valid() and form.apply(contacts.add_address, student=found, by=request.actor, **form.cleaned_data):
        messages.success(request, "주소를 저장했습니다. 앞의 주소도 이력에 남습니다.")
        return redirect("students:family", found.pk)
    context |= {"form": form, "form_title": "주소 바꾸기", "page_errors": form.errors}
    return render(request, "students/form.html", context, status=form.http_status)


def _guardian_or_404(student, guardian):
    found = student.guardians.filter(pk=guardian).first()
    if found is None:
        raise Http404
    return found


def _values(guardian, student) -> dict:
    if guardian is None:
        return {"is_first_contact": not student.guardians.exists()}
    return {name: getattr(guardian, name) for name in ("name", "relation", "phone", "is_first_contact")}
