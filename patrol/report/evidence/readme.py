"""README.txt of a pack: what lies in it, and how anybody can tell whether it is still what it was."""

from __future__ import annotations

from patrol.model.result import InspectionResult

ZH = """\
个人信息合规证据包
应用：{app}
运行：{run}（patrol {patrol}）

evidence.html   全部内容，可直接阅读或打印
evidence.pdf    同上，PDF（若生成）
evidence.xlsx   同上，Excel 表格
E-001 …         每个问题一个目录：原始截图、标注截图、调用与调用栈、请求（已掩码）、日志、表格
result.json     检查结果数据，包括生效的策略与豁免
SHA256SUMS      其余每个文件的 SHA-256；SHA256SUMS.sig、SHA256SUMS.pub 为签名与公钥（若签名）

校验是否被改动：
  patrol evidence verify <本目录或 zip> [--key 公钥]
  或  sha256sum -c SHA256SUMS
  签名  openssl pkeyutl -verify -pubin -inkey SHA256SUMS.pub -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
没有签名，或不核对公钥的来源时，校验只说明文件与 SHA256SUMS 一致，不说明是谁制作的。

标有「待核对原文」的条款尚未与官方文本核对，引用前请核对。结论为「无法判定」「需人工查看」的，机器没有作出结论。
"""

EN = """\
Evidence pack: personal information
App: {app}
Run: {run} (patrol {patrol})

evidence.html   everything, to read or to print
evidence.pdf    the same as PDF, where it was made
evidence.xlsx   the same as an Excel workbook
E-001 …         a folder for each finding: screenshot as taken and marked, call with stack, request (masked), log
result.json     the result for programs, with the policy in force and the waivers
SHA256SUMS      SHA-256 of every other file; SHA256SUMS.sig and .pub: signature and public key, where it was signed

Whether anything was changed:
  patrol evidence verify <this folder or zip> [--key PUBLIC_KEY]
  or   sha256sum -c SHA256SUMS
  signature   openssl pkeyutl -verify -pubin -inkey SHA256SUMS.pub -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
Without a signature, or without knowing whose key it is, this only tells that the files fit SHA256SUMS, not who made
them.

Clauses marked 「待核对原文」 were not compared with the official text; do so before citing them. Where the verdict is
“Inconclusive” or “Needs a person”, no machine has decided.
"""


def readme(result: InspectionResult, lang: str) -> str:
    """Both languages, the chosen one first."""
    environment = result.environment
    version = f" {result.app.version_name}" if result.app and result.app.version_name else ""
    told = {"app": f"{environment.package}{version}", "run": environment.run_id, "patrol": environment.patrol}
    texts = (ZH, EN) if lang == "zh" else (EN, ZH)
    return "\n\n".join(text.format(**told) for text in texts)
