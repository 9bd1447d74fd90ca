"""What the command line itself says: headings of help, and what is wrong with options and arguments."""

from __future__ import annotations

STRINGS = {
    "Usage: ": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Arguments": "参数",
    "Options": "选项",
    "Examples:": "示例：",
    "{heading}:": "{heading}：",
    "required": "必需",
    "default: {value}": "默认：{value}",
    "Try '{command} {option}' for help.": "用 `{command} {option}` 查看帮助。",
    "Error: {problem}": "错误：{problem}",
    "{problem} (Possible options: {names})": "{problem}（可能是：{names}）",
    "No such option: {name}": "没有选项 {name}",
    "No such command {name}. Did you mean {choices}?": "没有命令 {name}。是不是 {choices}？",
    "No such command {name}.": "没有命令 {name}。",
    "Missing argument {name}. Choose from:{choices}": "缺少参数 {name}，可选其一：{choices}",
    "Missing argument {name}.": "缺少参数 {name}。",
    "Missing option {name}.": "缺少选项 {name}。",
    "Missing command.": "缺少命令。",
    "Invalid value for {name}: {problem}": "{name} 的值无效：{problem}",
    "{value} is not one of {values}.": "{value} 不在可选值之中：{values}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
    "{value} is not a valid int.": "{value} 不是整数。",
    "{value} is not a valid int range.": "{value} 不是整数。",
    "Option {name} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name} does not take a value.": "选项 {name} 不带值。",
    "Got unexpected extra argument(s) ({words})": "多余的参数（{words}）",
}
