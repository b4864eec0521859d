"""Runs a command in a pseudo-terminal: in-terminal.py COLUMNS RESIZED PATTERN COMMAND...

When PATTERN first appears, the terminal is resized to RESIZED columns. Prints as JSON what was shown before and after
that, and the exit code. TESSERA_ANSWERS has, as JSON, patterns and what is typed when they appear, in this order.
Standard library only.
"""

import fcntl
import json
import os
import pty
import re
import struct
import sys
import termios

columns, resized, pattern, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)


def resize(width):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(width), 0, 0))


resize(columns)
shown, at = b"", None
answers, asked = json.loads(os.environ.get("TESSERA_ANSWERS", "[]")), 0
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    if answers and re.search(answers[0][0].encode(), shown[asked:]):
        os.write(terminal, answers.pop(0)[1].encode())
        asked = len(shown)
    if at is None and re.search(pattern.encode(), shown):
        at = len(shown)
        resize(resized)
_, status = os.waitpid(pid, 0)
parts = [shown[:at], shown[at:] if at is not None else b""]
print(json.dumps([*(part.decode() for part in parts), os.waitstatus_to_exitcode(status)]))
