"""Which words often, and which hardly ever follow the function words of Chinese prose: common knowledge.

Word frequencies alone take no account of grammar, and the word pairs that packages ship did not help
(docs/decisions.md). The lists are in Simplified, for wordmodel.py, and hold classes as wholes (every
degree word takes the same adjectives), so that they favour no subject; how often each of the words is
meant is the document's to say.
"""

from __future__ import annotations

from functools import cache

_CLAUSE = (
    "我 我们 你 他 他们 她 它 它们 这 这个 这些 这种 这样 这是 那 那些 其 其中 在 对 对于"
    " 当 从 由于 如果 只有 每 每个"
    " 有 有些 没有 许多 很多 大多数 一些 一个 一种 人们 人类 科学家 研究 目前 现在 过去"
    " 以前 通过 根据 不 不是 不同 还有 两"
)
_THIRD = (
    "是 能 能够 可以 会 有 没有 在 的 也 不 不是 不能 不会 还 还是 就 就是 将 把 被 与 和"
    " 对 从 由 所 只 既 需要 必须 可能 具有 更"
    " 本身 比"
)
_PERSON = (
    "说 认为 是 在 的 也 不 还 就 曾 从 把 对 和 想 知道 发现 表示 希望 没有 有 可以 能 会 要 都 已经 用"
)
_PLURAL = (
    "的 是 在 都 也 能 可以 会 不 不是 没有 有 还 就 用 把 将 对 与 和 从 被 需要 认为 发现"
    " 已经 可能 通过 使用 提出 之间 往往"
)
_QUALITIES = (
    "大 小 多 少 高 低 快 慢 长 短 强 弱 重 轻 难 热 冷 远 近 早 晚 深 好 差 复杂 简单 容易"
    " 困难 重要 明显 有趣 有用 危险 昂贵"
)
_ACTIONS = (
    "用 在 是 有 做 看 说 得到 达到 实现 解决 处理 提供 使用 进行 通过 从 把 对 被 让 产生"
    " 成为 帮助 发现 理解 解释 找到 与 和 更 很好"
    " 说明 影响 改变 提高 完全 直接 准确 同时 系统"
)
_OBJECTS = (
    "一个 一种 一些 这个 这种 这些 两 三 多 不同 新 它 其 他们 我们 人 什么 很 更 大 可能"
    " 必要 问题 关系 影响 意义"
)

_FOLLOW = {
    "因为 由于 所以 因此 但是 但 不过 然而 而且 如果 虽然 尽管 而 即 那么 其实 事实上 并且": _CLAUSE,
    "它 其": _THIRD,
    "他 她 我 你": _PERSON,
    "他们 她们 它们 我们 人们 你们": _PLURAL,
    "很 太 更 最 非常 十分 较 比较 相当 极 越 更加 特别 这么 那么 多么 如此": _QUALITIES,
    "能 能够 可以 会 可能 要 必须 需要 应该 应 只能 不能 不会 无法 没法 难以 愿意 想 开始": _ACTIONS,
    "它是 这是 那是": "一种 一个 一项 一类 因为 由于 为了 什么 不 由 对 在 我们 通过",
    "他是 她是": "一位 一名 一个 我 在 怎么 从 不 第一 著名",
    "是 有 没有 还有 具有 作为 成为 存在 只有 就是 不是": _OBJECTS,
    "太大 太小 太多 太少 太高 太低 太长 太短 太快 太慢 太难": "了 的 而 以至",
    "不 并不 也不 还不": "是 能 会 同 可 再 仅 断 需要 知道 可能 应该 存在 一定 完全",
    "这 那 每 某": "个 些 种 样 是 一 次 里 项 类 位 篇 两 意味 对 就 可能",
    "在": "这 这个 这种 一个 某 其 不同 实验 研究 这里 于 其中 此 许多 很多 现实 它 他 我们",
    "也 都 就 还 又 仍 仍然 只 却": "是 有 会 能 可以 不 没有 在 要 需要 可能 很 被 把 将 存在 无法",
}

_BARRED = {
    "它他她我你": "它他她我你但吗",
    "但而": "吗但而",
    "的": "但吗",
    "用在把被对从": "但吗",
    "很太更最": "很太更最它他她我你但而的",
}
"""With which characters hardly any word begins after a function word of one character."""


@cache
def following(word: str) -> tuple[str, ...]:
    """Return the words that often follow a function word; () for any other word.

    >>> "大" in following("太"), following("石墨")
    (True, ())
    """
    return next((tuple(listed.split(" ")) for keys, listed in _FOLLOW.items() if word in keys.split(" ")), ())


@cache
def barred(character: str) -> frozenset[str]:
    """Return the characters with which hardly any word begins after one that ends in `character`.

    >>> "但" in barred("它"), barred("墨")
    (True, frozenset())
    """
    return frozenset(next((others for ones, others in _BARRED.items() if character in ones), ""))
