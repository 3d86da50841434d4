"""The words that the decisions on committees share."""

from hakjeok.vocabulary import Word


class CommitteeKind(Word):
    """Which committee of the school (위원회)."""

    COMPULSORY_EDUCATION = "compulsory_education", "의무교육관리위원회"
    EARLY_PROMOTION = "early_promotion", "조기진급·졸업·진학 평가위원회"
