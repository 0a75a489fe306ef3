"""What the office states of all units in a cycle: what no figure says, for the city's report （全市评价）."""

from dutykit.model.record import Record, Text


class Evaluation(Record):
    """The office's words for the report on all units; its file is named for the cycle."""

    sample: bool = False
    """是否示例数据"""
    overall: Text | None = None
    """总体评价：接在报告按数据写明的填报、复核情况之后"""
    achievements: Text | None = None
    """主要做法和成效"""
    problems: Text | None = None
    """存在问题：接在报告按数据写明的问题、预警之后"""
    recommendations: Text | None = None
    """意见建议"""
    coordination: Text | None = None
    """提请协调事项：请领导出面协调解决的事项，印入工作情况一览"""


PARTS = tuple(name for name in Evaluation.model_fields if name != "sample")
"""The fields that hold words of the office."""
