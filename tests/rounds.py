"""A small workspace of three years: submissions, reviews, scoring, problems found, carried over and closed."""

from __future__ import annotations

from pathlib import Path

CATALOGUE = """\
title: 示例市履行教育职责指标体系
source: {title: 示例市履行教育职责评价办法, issuer: 示例市人民政府}
chapters:
  - title: 统筹推进教育工作
    sections:
      - title: 保障教育投入
        indicators:
          - {id: 1, text: 落实生均公用经费标准。, responsible: [市教育局, 市财政局]}
          - id: 2
            text: 义务教育均衡发展。
            responsible: [市教育局, 各县区政府]
            metrics:
              - id: 生均图书
                unit: 册
                formula: 图书 / 学生
                elements: [{id: 图书, unit: 册}, {id: 学生, unit: 人}]
                target: {min: 20, because: 示例目标}
                variation: {form: population, weight: 学生, max: 0.5, because: 示例目标}
  - title: 加强教育保障
    sections:
      - title: 加强学校安全
        indicators:
          - {id: 3, text: 落实安全责任。, responsible: [市教育局, 各县区政府]}
"""
UNITS = """\
units:
  - {id: 市教育局, kind: department, aliases: [示例市教育局]}
  - {id: 市财政局, kind: department}
  - {id: 东区政府, kind: county}
  - {id: 西县政府, kind: county}
groups:
  - {id: 各县区政府, members: [东区政府, 西县政府]}
"""
SCORING = """\
title: 示例评分办法
basis: 示例文件
sample: true
method: percent
decimals: 1
points:
  chapters: {1: 7.5, 2: 2.5}
  indicators: {1: 3.5, 2: 4, 3: 2.5}
grades:
  - {id: 优秀, min: 90}
  - {id: 良好, min: 80}
  - {id: 合格, min: 65}
  - {id: 不合格}
events:
  - {id: 加1, kind: bonus, text: 示例加分事项, points: 1.5, most: 2}
  - {id: 降1, kind: downgrade, text: 示例降等事项}
  - {id: 限1, kind: bar, text: 示例不得评优事项, grade: 优秀}
bonus_most: 2
credibility: {method: by_item, because: 示例}
difference: 10
alert_below: 良好
"""
FILES = {
    "submissions/2017/市教育局.yaml": """\
unit: 市教育局
cycle: 2017
state: accepted
sample: true
submitted_on: 2017-05-10
answers:
  - indicator: 1
    rating: met
    score: 3.5
    narrative: 示例：已按标准落实。
    problems:
      - {id: 2017-教-1, found_by: self_check, text: 生均公用经费拨付不够及时。,
         measure: 按月拨付。, person: 示例甲, due: 2017-09-30, status: done, progress: 已按月拨付。,
         proof: [{title: 示例拨付单, kept_by_unit: true}]}
  - {indicator: 2, rating: met, score: 4, narrative: 示例：已均衡。}
  - {indicator: 3, rating: met, score: 2.5, narrative: 示例：已落实。}
""",
    "submissions/2017/东区政府.yaml": """\
unit: 东区政府
cycle: 2017
state: accepted
sample: true
submitted_on: 2017-05-12
answers:
  - indicator: 2
    rating: partly
    score: 3
    narrative: 示例：基本均衡。
    metrics: {图书: 30000, 学生: 1500}
  - indicator: 3
    rating: met
    score: 2.5
    narrative: 示例：已落实。
    problems:
      - {id: 2017-东-1, found_by: self_check, text: 部分学校安保人员配备不足。,
         measure: 增配安保人员。, person: 示例乙, due: 2017-10-31, status: in_progress, progress: 已增配 3 人。}
""",
    "reviews/2017/市教育局.yaml": """\
unit: 市教育局
cycle: 2017
sample: true
reviewed_on: 2017-07-20
indicators:
  - {indicator: 1, verdict: met, score: 3.5}
  - {indicator: 2, verdict: met, score: 3.8}
  - {indicator: 3, verdict: partly, score: 2, remark: 示例意见。}
closings:
  - {problem: 2017-教-1, closed_on: 2017-10-20, remark: 示例：核查属实。}
""",
    "reviews/2017/东区政府.yaml": """\
unit: 东区政府
cycle: 2017
sample: true
reviewed_on: 2017-07-21
indicators:
  - {indicator: 2, verdict: partly, score: 2.4}
  - {indicator: 3, verdict: met, score: 2.5}
findings:
  - {id: 2017-督-1, indicator: 2, found_by: inspection, found_on: 2017-07-05, text: 图书更新缓慢。, due: 2017-11-30}
""",
    "submissions/2018/东区政府.yaml": """\
unit: 东区政府
cycle: 2018
state: accepted
sample: true
submitted_on: 2018-05-12
carried:
  - {problem: 2017-东-1, from_cycle: 2017, status: done,
     progress: 已全部配齐。, proof: [{title: 示例名册, kept_by_unit: true}]}
  - {problem: 2017-督-1, from_cycle: 2017, status: in_progress, progress: 正在采购。,
     measure: 三年内更新。, person: 示例乙, due: 2018-12-31}
answers:
  - indicator: 2
    rating: partly
    score: 3.2
    narrative: 示例：基本均衡。
    metrics: {图书: 33000, 学生: 1500}
    problems:
      - {id: 2018-东-1, found_by: self_check, text: 部分学校的安保人员配备不足。,
         measure: 增配安保人员。, person: 示例乙, due: 2018-10-31, status: open}
  - {indicator: 3, rating: met, score: 2.5, narrative: 示例：已落实。}
""",
    "reviews/2018/东区政府.yaml": """\
unit: 东区政府
cycle: 2018
sample: true
reviewed_on: 2018-07-21
indicators:
  - {indicator: 2, verdict: partly, score: 3}
  - {indicator: 3, verdict: met, score: 2.5}
closings:
  - {problem: 2017-东-1, from_cycle: 2017, closed_on: 2018-06-20, remark: 示例：核查属实。}
""",
    "submissions/2019/市教育局.yaml": """\
unit: 市教育局
cycle: 2019
state: submitted
sample: true
submitted_on: 2019-05-10
answers:
  - {indicator: 1, rating: met, score: 3.5, narrative: 示例：已按标准落实。}
  - {indicator: 2, rating: met, score: 4, narrative: 示例：已均衡。}
  - {indicator: 3, rating: met, score: 2.4, narrative: 示例：已落实。}
""",
    "submissions/2019/市财政局.yaml": """\
unit: 市财政局
cycle: 2019
state: submitted
sample: true
submitted_on: 2019-05-11
answers:
  - {indicator: 1, rating: met, score: 3.3, narrative: 示例：已按标准落实。}
""",
    "submissions/2019/东区政府.yaml": """\
unit: 东区政府
cycle: 2019
state: submitted
sample: true
submitted_on: 2019-05-12
carried:
  - {problem: 2017-督-1, from_cycle: 2017, status: done,
     progress: 已更新。, proof: [{title: 示例采购合同, kept_by_unit: true}]}
  - {problem: 2018-东-1, from_cycle: 2018, status: in_progress, progress: 正在招聘。}
answers:
  - {indicator: 2, rating: met, score: 3.6, narrative: 示例：已均衡。, metrics: {图书: 45000, 学生: 1500}}
  - {indicator: 3, rating: met, score: 2.5, narrative: 示例：已落实。}
""",
    "submissions/2019/西县政府.yaml": """\
unit: 西县政府
cycle: 2019
state: submitted
sample: true
submitted_on: 2019-05-12
answers:
  - indicator: 2
    rating: partly
    score: 2.6
    narrative: 示例：基本均衡。
    metrics: {图书: 9000, 学生: 500}
    problems:
      - {id: 2019-西-1, found_by: self_check, text: 图书数量没有达到示例目标。,
         measure: 增购图书。, person: 示例丙, due: 2019-12-20, status: open}
  - {indicator: 3, rating: not_applicable, reason: 示例：没有这类学校。}
""",
    "reviews/2019/市教育局.yaml": """\
unit: 市教育局
cycle: 2019
sample: true
reviewed_on: 2019-07-20
indicators:
  - {indicator: 1, verdict: met, score: 3.5}
  - {indicator: 2, verdict: met, score: 3.5}
  - {indicator: 3, verdict: partly, score: 2.4}
events:
  - {event: 加1, times: 2, remark: 示例：获两项表彰。}
  - {event: 限1, remark: 示例：发生一起事件。}
""",
    "reviews/2019/东区政府.yaml": """\
unit: 东区政府
cycle: 2019
sample: true
reviewed_on: 2019-07-21
indicators:
  - {indicator: 2, verdict: met, score: 3.6}
  - {indicator: 3, verdict: met, score: 2}
findings:
  - {id: 2019-督-1, indicator: 3, found_by: monitoring, found_on: 2019-06-15, text: 应急演练记录不全。, due: 2019-09-30}
closings:
  - {problem: 2017-督-1, from_cycle: 2017, closed_on: 2019-07-21, remark: 示例：核查属实。}
""",
}


def three_years(root: Path) -> Path:
    """Write the workspace into `root`; everything in it is sample data. Gives `root` back."""
    files = {"data/indicators.yaml": CATALOGUE, "data/units.yaml": UNITS, "data/scoring.yaml": SCORING, **FILES}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
