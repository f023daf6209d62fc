from .evidence import (
    PracticeDocument,
    PracticeEvent,
    PracticeImage,
    PracticeLegalBasis,
    PracticeMeasure,
    PracticePublication,
    PracticeSource,
    PracticeStep,
)
from .files import Attachment, Picture, PictureRendition
from .pages import FeaturedPractice, HomePage, PracticeIndexPage, PracticePage, StandardPage
from .people import PracticeFunding, PracticePartner, PracticeProjectCode
from .published import (
    PidSequence,
    PracticeRecord,
    RecordAddress,
    RecordChange,
    RecordFacet,
    RecordFile,
    RefreshRequest,
)
from .register import Municipality, Oblast, Organisation, Region
from .taxonomy import FundingProgramme, Prerequisite, TargetGroup, Theme

__all__ = [
    "Attachment",
    "FeaturedPractice",
    "FundingProgramme",
    "HomePage",
    "Municipality",
    "Oblast",
    "Organisation",
    "Picture",
    "PictureRendition",
    "PidSequence",
    "PracticeDocument",
    "PracticeEvent",
    "PracticeFunding",
    "PracticeImage",
    "PracticeIndexPage",
    "PracticeLegalBasis",
    "PracticeMeasure",
    "PracticePage",
    "PracticePartner",
    "PracticeProjectCode",
    "PracticePublication",
    "PracticeRecord",
    "PracticeSource",
    "PracticeStep",
    "Prerequisite",
    "RecordAddress",
    "RecordChange",
    "RecordFacet",
    "RecordFile",
    "RefreshRequest",
    "Region",
    "StandardPage",
    "TargetGroup",
    "Theme",
]
