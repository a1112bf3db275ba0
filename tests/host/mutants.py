# SPDX-License-Identifier: GPL-2.0-or-later
"""Small deliberate faults in C source: where one can be put, and what it is.

A fault is known by its name, which has no line number and so outlives changes
elsewhere in the file:

    FILE FUNCTION: LINE OF CODE: BEFORE => AFTER

with (2), (3)... behind it where that occurs several times in a function.
"""
import re
from collections import Counter, namedtuple

Mutant = namedtuple("Mutant", "name file line start end text")

# What is no code: comments, strings, and lines of the preprocessor
NO_CODE = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'
                     |^[ \t]*\#(?:\\\n|[^\n])*""", re.S | re.M | re.X)
TOKEN = re.compile(r"""0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*
                   |<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=
                   |[^\s]""", re.X)
DEFINE = re.compile(r"^#define\s+\w+\s+(0[xX][0-9a-fA-F]+|\d+)\b", re.M)
FUNCTION = re.compile(r"^[A-Za-z_][^;{}()]*?(\w+)\([^;{}]*\)\s*\{", re.M)

FLIPPED = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
           "&&": "||", "||": "&&", "+=": "-=", "-=": "+=", "<<": ">>",
           ">>": "<<", "%": "/"}
# As these may also be signs or pointers, only between two operands
BETWEEN = {"+": "-", "-": "+", "&": "|", "|": "&"}
OPERAND = re.compile(r"\w+$|[\])]$")
NO_OPERAND = {"return", "case", "sizeof", "else"}
TYPES = {"char", "int", "void", "const", "struct", "enum", "unsigned", "long",
         "static", "size_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t"}

# A whole statement on one line that can be left out
STATEMENT = re.compile(r"^[ \t]+(?![ \t]|\(void\))(?!(?:return|goto|case|default|else|static|const"
                       r"|struct|enum|unsigned|int|char|size_t|ssize_t|u?int\d+_t"
                       r"|uint64_t|if|while|for|do|switch)\b)"
                       r"(?:[^;{}\n]*(?:[^=!<>]=[^=]|\+\+|--|\()[^;{}\n]*"
                       r"|break|continue);[ \t]*$", re.M)
CONDITION = re.compile(r"\bif \(")


def blank(text):
    """The text with all that is no code replaced by blanks."""
    return NO_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def closing(code, at):
    """Where the parenthesis that opens at `at` is closed."""
    depth = 0
    for place in range(at, len(code)):
        depth += (code[place] == "(") - (code[place] == ")")
        if not depth:
            return place
    raise ValueError("a parenthesis is not closed")


def next_number(word):
    """A number that is one more, written the same way; 0 and 1 change places."""
    if word == "1":
        return "0"
    if word[:2] in ("0x", "0X"):
        return f"0x{int(word, 16) + 1:0{len(word) - 2}x}"
    return str(int(word) + 1)


def in_tokens(code):
    """(start, end, text, what it is called) of each operator and number."""
    tokens = list(TOKEN.finditer(code))
    for before, token, after in zip(tokens, tokens[1:], tokens[2:]):
        word, start, end = token.group(), *token.span()
        left = before.group()
        if word in FLIPPED:
            yield start, end, FLIPPED[word], f"{word} => {FLIPPED[word]}"
        elif (word in BETWEEN and OPERAND.search(left)
              and left not in NO_OPERAND | TYPES and after.group() != ")"
              and not code[end:end + 1].isalpha()):
            yield start, end, BETWEEN[word], f"{word} => {BETWEEN[word]}"
        elif word == "!":
            yield start, end, "", f"! {after.group()} => {after.group()}"
        elif word.isdigit() or word[:2] in ("0x", "0X"):
            # To fill with ones what is filled in anyway does no harm
            if left == "," and re.search(r"memset\([^;()]*,\s*$",
                                         code[:start]):
                continue
            # The size of an array: one more does no harm
            if left == "[" and re.match(r"\](?:\[\w+\])*(?:;| =)",
                                        code[end:]):
                continue
            yield start, end, next_number(word), f"{word} => {next_number(word)}"
        elif word.startswith("ERR_") and left == "return" \
                and word != "ERR_NONE":
            yield start, end, "ERR_NONE", f"{word} => ERR_NONE"


def in_statements(code):
    """The same of each check and each statement that can be dropped."""
    for match in CONDITION.finditer(code):
        start = match.end()
        end = closing(code, start - 1)
        yield start, end, f"0 && ({code[start:end]})", "check => never"
    for match in STATEMENT.finditer(code):
        text = match.group()
        ahead = code[:match.start()].rstrip()
        if text.count("(") == text.count(")") and ahead[-1:] in (
                ";", "{", "}", ")", ":", "e"):
            start = match.start() + len(text) - len(text.lstrip())
            yield start, match.end(), ";", "statement => none"


def in_defines(text):
    """The same of each number with a name."""
    for match in DEFINE.finditer(text):
        new = next_number(match.group(1))
        yield *match.span(1), new, f"{match.group(1)} => {new}"


def functions(code):
    """(start, end, name) of each function."""
    for match in FUNCTION.finditer(code):
        end = code.find("\n}", match.end())
        yield match.start(), end if end >= 0 else len(code), match.group(1)


def find(path):
    """All faults that can be put into a file."""
    text = path.read_text(encoding="ascii")
    code = blank(text)
    bodies = list(functions(code))
    seen, mutants = Counter(), []
    places = sorted([*in_tokens(code), *in_statements(code),
                     *in_defines(text)])
    for start, end, new, what in places:
        where = next((name for first, last, name in bodies
                      if first <= start < last), "data")
        line = text.count("\n", 0, start) + 1
        words = " ".join(text.splitlines()[line - 1].split())
        name = f"{path.name} {where}: {words}: {what}"
        seen[name] += 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        mutants.append(Mutant(name, path, line, start, end, new))
    return mutants


def put(mutant):
    """The text of the file with the fault in it."""
    text = mutant.file.read_text(encoding="ascii")
    return text[:mutant.start] + mutant.text + text[mutant.end:]
