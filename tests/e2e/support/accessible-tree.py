"""Prints what a screen reader finds of the app that speaks AT-SPI on this session bus: a line a thing, role and name."""

import pyatspi


def words(node, depth):
    states = node.getState()
    marks = [
        mark
        for mark, state in (
            ("focused", pyatspi.STATE_FOCUSED),
            ("checked", pyatspi.STATE_CHECKED),
            ("invalid", pyatspi.STATE_INVALID_ENTRY),
        )
        if states.contains(state)
    ]
    line = "  " * depth + node.getRoleName()
    if node.name:
        line += f" “{node.name}”"
    if node.description:
        line += f" ({node.description})"
    return line + "".join(f" [{mark}]" for mark in marks)


def walk(node, depth):
    # Only the document: what stands around it is Chromium's own.
    inside = depth > 0 or node.getRole() == pyatspi.ROLE_DOCUMENT_WEB
    if inside:
        print(words(node, depth))
    for child in node:
        if child is not None:
            walk(child, depth + 1 if inside else 0)


for application in pyatspi.Registry.getDesktop(0):
    if application is not None:
        walk(application, 0)
