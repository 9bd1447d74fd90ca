"""What digests call their fields, in five languages.

The table is data: a project that calls a field something else needs a synonym here, or in the
user's configuration, and no code. A name may end in `@` and a language where the label itself
states it. Counted in the layouts of about forty public digests (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "Title", "Paper Title", "标题", "標題", "题目", "題目", "论文标题", "論文標題", "제목", "논문 제목",
        "タイトル", "論文名",
    ),
    "title@zh": (
        "Chinese Title", "Title in Chinese", "Title Translation", "中文标题", "中文標題", "中文题目",
        "中文題目", "标题翻译", "標題翻譯", "译名", "譯名",
    ),
    "title@en": (
        "English Title", "英文标题", "英文標題", "英文题目", "英文題目", "영문 제목", "英語タイトル",
    ),
    "original_title": (
        "Original Title", "Original Paper", "原始论文", "原始論文", "原文标题", "原文標題", "原标题",
        "原標題", "원제", "원문 제목", "原題",
    ),
    "authors": ("Author", "Authors", "作者", "论文作者", "論文作者", "저자", "著者", "著者名"),
    "authors/affiliations": (
        "Authors/Affiliations", "作者/单位", "作者/單位", "作者/机构", "作者/機構", "저자/소속",
        "著者/所属", "研究机构/作者", "研究機構/作者", "机构/作者", "機構/作者",
    ),
    "affiliations": (
        "Affiliation", "Affiliations", "Institution", "Institutions", "单位", "單位", "机构", "機構",
        "作者单位", "作者單位", "研究机构", "研究機構", "소속", "所属",
    ),
    "url": (
        "URL", "Link", "Paper Link", "Paper URL", "Original Link", "链接", "連結", "鏈接", "论文链接",
        "論文連結", "論文鏈接", "原文链接", "原文連結", "论文地址", "링크", "논문 링크", "リンク",
        "論文リンク",
    ),
    "arxiv": (
        "arXiv", "arXiv ID", "arXiv Link", "arXiv 编号", "arXiv 編號", "arXiv 链接", "arXiv 連結",
        "abs", "论文 ID", "論文 ID", "Paper ID", "논문 ID",
    ),
    "doi": ("DOI",),
    "pdf": ("PDF", "PDF Link", "PDF 链接", "PDF 連結", "PDF 링크", "PDF リンク"),
    "code": (
        "Code", "Code Link", "GitHub", "代码", "代碼", "程式碼", "代码链接", "代码地址", "코드", "コード",
    ),
    "category": (
        "Main Category", "Primary Category", "Category", "分类", "分類", "主分类", "主分類", "主要分类",
        "类别", "類別", "学科", "學科", "领域", "領域", "분류", "분야", "카테고리", "カテゴリ",
        "カテゴリー", "分野", "所属领域", "所屬領域", "arXiv 所属领域", "研究领域", "研究領域",
    ),
    "categories": ("Categories", "Subjects", "所有分类", "全部分类", "所有分類", "全部分類", "类目", "類目"),
    "date": (
        "Submitted", "Published", "Date", "Publish Date", "Publication Date", "Submission Date", "提交日期",
        "提交时间", "提交時間", "发布日期", "發布日期", "发布时间", "發布時間", "发表日期", "發表日期",
        "发表时间", "發表時間",
        "日期", "날짜", "제출일", "게시일", "投稿日", "公開日", "日付",
    ),
    "venue": (
        "Venue", "Journal", "Journal Ref", "Conference", "期刊", "会议", "會議", "发表于", "發表於", "학회",
        "저널", "掲載誌",
    ),
    "comment": ("Comment", "Comments", "备注", "備註", "作者备注", "코멘트", "비고", "コメント"),
    "tldr": (
        "TL;DR", "TL DR", "One-sentence Summary", "One-line Summary", "一句话总结", "一句話總結",
        "一句话说重点", "一句話說重點", "一句话概括", "一句話概括", "一句话摘要", "一句話摘要", "太长不看",
        "太長不看", "한 줄 요약", "한줄 요약", "세 줄 요약", "一言要約", "一言で言うと",
        "一言でいうと", "一句话要点", "一句話要點", "一句话介绍", "一句話介紹", "Quick Read", "One-liner",
        "In One Sentence", "核心总结", "核心總結", "一句话核心", "太长不看版",
    ),
    "motivation": (
        "Motivation", "Motivations", "Purpose", "Objective", "动机", "動機", "研究动机", "研究動機", "目的",
        "研究目的", "동기", "연구 동기", "목적", "연구 목적", "研究动机与问题",
    ),
    "method": (
        "Method", "Methods", "Methodology", "Approach", "方法", "研究方法", "方法论", "方法論", "방법",
        "연구 방법", "방법론", "手法", "提案手法", "核心方法", "主要方法", "主要方法和创新点", "技术方法",
        "技術方法", "方法概述",
    ),
    "result": (
        "Result", "Results", "Findings", "Main Findings", "Key Findings", "结果", "結果", "研究结果",
        "研究結果", "实验结果", "實驗結果", "主要结果", "主要結果", "主要发现", "主要發現", "결과",
        "연구 결과", "주요 결과", "실험 결과", "实验结果和性能", "实验与结果", "実験結果", "研究成果",
    ),
    "conclusion": (
        "Conclusion", "Conclusions", "结论", "結論", "研究结论", "研究結論", "결론", "结论和意义",
        "结论与意义",
    ),
    "abstract": (
        "Abstract", "Original Abstract", "摘要", "论文摘要", "論文摘要", "原文摘要", "초록", "抄録", "要旨",
        "查看完整摘要", "查看摘要", "展开摘要", "英文原始摘要", "原始英文摘要",
        "アブストラクト", "点击查看摘要", "點擊查看摘要", "Click to view abstract", "Show abstract",
    ),
    "abstract@zh": (
        "Translation", "Abstract Translation", "Chinese Abstract", "Abstract in Chinese", "摘要翻译",
        "摘要翻譯", "中文摘要", "翻译", "翻譯", "译文", "譯文",
    ),
    "abstract@en": ("English Abstract", "Abstract in English", "英文摘要", "영문 초록", "英文要旨"),
    "title@ja": ("日本語タイトル", "和訳タイトル", "タイトル和訳"),
    "title@ko": ("한국어 제목", "국문 제목", "제목 번역"),
    "abstract@ko": ("초록 번역", "한국어 초록"),
    "abstract@ja": ("要旨翻訳", "日本語要旨", "和訳"),
    "ai_abstract": ("AI Abstract", "AI Summary", "AI 摘要", "AI 总结", "AI 總結", "AI 요약", "AI 要約"),
    "ai_comments": ("AI Comments", "AI Comment", "AI 点评", "AI 點評", "AI 评论", "AI 評論"),
    "commentary": (
        "Commentary", "评论", "評論", "短评", "短評", "点评", "點評", "评述", "評述", "作者评论", "作者評論",
        "专家点评", "專家點評", "专家评论", "專家評論", "编辑评论", "編輯評論", "论文点评", "論文點評",
    ),
    "keywords": ("Keyword", "Keywords", "关键词", "關鍵詞", "关键字", "關鍵字", "키워드", "キーワード"),
    "relevance": (
        "Relevance", "Relevance Score", "相关性", "相關性", "相关度", "相關度", "관련성", "関連度",
    ),
    "score": ("Score", "评分", "評分", "得分", "점수", "スコア"),
    "related_work": ("Related Work", "Related Works", "相关工作", "相關工作", "관련 연구", "関連研究"),
    "highlights": ("Highlights", "亮点", "亮點", "主要亮点"),
    "potential_applications": (
        "Potential Applications", "Applications", "潜在应用", "潛在應用", "응용", "応用",
    ),
    "future_work": ("Future Work", "未来工作", "未來工作", "향후 연구", "今後の課題"),
    "background": (
        "Background", "Background Knowledge", "背景", "研究背景", "背景知识", "背景知識", "배경",
        "연구 배경", "研究背景和问题", "研究背景与问题", "背景与动机", "背景与痛点",
    ),
    "summary": (
        "Summary", "总结", "總結", "小结", "小結", "概要", "요약", "要約", "まとめ", "简介", "簡介",
        "重点摘要", "重點摘要", "内容摘要", "內容摘要", "核心内容", "核心內容",
    ),
    "contribution": (
        "Contribution", "Contributions", "Main Contributions", "贡献", "貢獻", "主要贡献", "主要貢獻",
        "创新点", "創新點", "기여", "貢献", "核心创新", "核心創新", "核心贡献", "核心貢獻",
        "주요 기여", "핵심 기여", "Key Contributions",
    ),
    "data": ("Data", "Dataset", "Datasets", "数据", "數據", "数据集", "數據集", "데이터", "データ"),
    "task": ("Task", "任务", "任務", "과제", "タスク"),
}  # fmt: skip
"""Field -> what digests call it; letter case, blanks and punctuation do not count."""

FACTS = frozenset((
    "title", "original_title", "authors", "authors/affiliations", "affiliations", "url", "arxiv", "doi",
    "pdf", "code", "category", "categories", "date", "venue", "comment", "keywords", "relevance", "score",
))  # fmt: skip
"""Fields of one paragraph at most; all others are running text."""

IDENTITY = frozenset(
    ("title", "original_title", "authors", "authors/affiliations", "url", "arxiv", "pdf", "doi")
)
"""Fields that say which paper an entry is of."""

STARTERS = frozenset(("title", "original_title", "authors", "authors/affiliations", "tldr", "motivation"))
"""Fields with which an entry may begin whose heading is lost."""

ONCE = frozenset(("original_title", "authors", "authors/affiliations", "relevance"))
"""Fields that no entry has twice."""
