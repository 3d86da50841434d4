"""The families of decisions, in the order in which the handbook treats them, with their Korean titles."""

FAMILIES = {
    "admission": "입학·취학",
    "attendance": "출결",
    "absence": "미인정결석",
    "reflection": "학업중단 숙려제",
    "suspension": "면제·유예",
    "committee": "위원회",
    "exam": "검정고시",
    "transfer": "전입·전출",
    "return": "재취학·편입학",
    "foreign": "외국 이수 인정",
    "completion": "수료·진급·졸업",
    "schooldays": "수업일수",
    "early": "조기진급·조기졸업",
    "graduation": "졸업 동등 학력",
    "record": "학교생활기록부",
    "reports": "보고",
}
