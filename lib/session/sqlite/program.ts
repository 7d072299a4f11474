/**
 * Runs SQL in the jail, by the C interface of SQLite itself: Python's own module tells neither where an error is nor what
 * a statement leaves over. A request on stdin, one JSON answer on stdout.
 */
export const SQLITE_PROGRAM = String.raw`
import base64, ctypes, json, math, sys, time
OK, ROW, DONE, INTERRUPT = 0, 100, 101, 9
READONLY, READWRITE, CREATE = 1, 2, 4
TRANSIENT = ctypes.c_void_p(-1)

try:
    lib = ctypes.CDLL('libsqlite3.so.0')
except OSError:
    print(json.dumps({'missing': True}))
    sys.exit()
P = ctypes.c_void_p
for name, result, arguments in [
    ('errmsg', ctypes.c_char_p, [P]), ('extended_errcode', ctypes.c_int, [P]), ('error_offset', ctypes.c_int, [P]),
    ('open_v2', ctypes.c_int, [ctypes.c_char_p, P, ctypes.c_int, P]), ('busy_timeout', ctypes.c_int, [P, ctypes.c_int]),
    ('prepare_v2', ctypes.c_int, [P, P, ctypes.c_int, P, P]), ('step', ctypes.c_int, [P]), ('finalize', ctypes.c_int, [P]),
    ('bind_parameter_count', ctypes.c_int, [P]), ('bind_parameter_name', ctypes.c_char_p, [P, ctypes.c_int]),
    ('bind_null', ctypes.c_int, [P, ctypes.c_int]), ('bind_int64', ctypes.c_int, [P, ctypes.c_int, ctypes.c_int64]),
    ('bind_double', ctypes.c_int, [P, ctypes.c_int, ctypes.c_double]),
    ('bind_text', ctypes.c_int, [P, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, P]),
    ('bind_blob', ctypes.c_int, [P, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, P]),
    ('column_count', ctypes.c_int, [P]), ('column_name', ctypes.c_char_p, [P, ctypes.c_int]),
    ('column_decltype', ctypes.c_char_p, [P, ctypes.c_int]), ('column_type', ctypes.c_int, [P, ctypes.c_int]),
    ('column_int64', ctypes.c_int64, [P, ctypes.c_int]), ('column_double', ctypes.c_double, [P, ctypes.c_int]),
    ('column_blob', P, [P, ctypes.c_int]), ('column_bytes', ctypes.c_int, [P, ctypes.c_int]),
    ('total_changes64', ctypes.c_int64, [P]), ('last_insert_rowid', ctypes.c_int64, [P]), ('close_v2', ctypes.c_int, [P]),
    ('progress_handler', None, [P, ctypes.c_int, P, P]),
]:
    function = getattr(lib, 'sqlite3_' + name, None)
    if function is None and name == 'error_offset':
        error_offset = lambda db: -1
        continue
    if function is None: function = getattr(lib, 'sqlite3_total_changes')
    function.restype, function.argtypes = result, arguments
    globals()[name] = function

class Fault(Exception):
    pass

def text(value):
    return value.decode('utf-8', 'replace') if value is not None else None

def fault(db, offset=-1):
    return Fault({'message': text(errmsg(db)), 'code': extended_errcode(db), 'offset': offset})

def wrong(message):
    return Fault({'message': message, 'code': 0, 'offset': -1})

def bind(db, statement, number, value):
    if value is None: done = bind_null(statement, number)
    elif isinstance(value, (bool, int)): done = bind_int64(statement, number, int(value))
    elif isinstance(value, float): done = bind_double(statement, number, value)
    elif isinstance(value, str):
        data = value.encode('utf-8', 'surrogatepass')
        done = bind_text(statement, number, data, len(data), TRANSIENT)
    elif 'int' in value: done = bind_int64(statement, number, int(value['int']))
    elif 'real' in value: done = bind_double(statement, number, float(value['real']))
    else:
        data = base64.b64decode(value['blob'])
        done = bind_blob(statement, number, data, len(data), TRANSIENT)
    if done != OK: raise fault(db)

def bind_all(db, statement, params, taken):
    count = bind_parameter_count(statement)
    if isinstance(params, list):
        if taken + count > len(params): raise wrong('%d parameters are wanted, %d are given' % (taken + count, len(params)))
        for number in range(1, count + 1): bind(db, statement, number, params[taken + number - 1])
        return taken + count
    for number in range(1, count + 1):
        name = text(bind_parameter_name(statement, number))
        if name is None or name[1:] not in params: raise wrong('the parameter %s is not given' % (name or '?'))
        bind(db, statement, number, params[name[1:]])
    return taken

def value_of(statement, i):
    kind = column_type(statement, i)
    if kind == 1:
        value = column_int64(statement, i)
        return (value if abs(value) <= 2 ** 53 - 1 else {'int': str(value)}), 8
    if kind == 2:
        value = column_double(statement, i)
        return (value if math.isfinite(value) else {'real': 'Infinity' if value > 0 else '-Infinity'}), 8
    if kind == 5: return None, 1
    at = column_blob(statement, i)
    data = ctypes.string_at(at, column_bytes(statement, i)) if at else b''
    return (text(data) if kind == 3 else {'blob': base64.b64encode(data).decode()}), len(data)

def rows_of(db, statement, ask):
    rows, size, truncated = [], 0, False
    count = column_count(statement)
    while (state := step(statement)) == ROW:
        if len(rows) >= ask['maxRows'] or size > ask['maxBytes']:
            truncated = True
            break
        values = [value_of(statement, i) for i in range(count)]
        size += sum(length for _, length in values)
        if size > ask['maxBytes']:
            truncated = True
            break
        rows.append([value for value, _ in values])
    if state not in (ROW, DONE): raise fault(db)
    columns = [{'name': text(column_name(statement, i)), 'type': text(column_decltype(statement, i))} for i in range(count)]
    return {'columns': columns, 'rows': rows, 'truncated': truncated}

def run(db, ask):
    sql = ask['sql'].encode('utf-8', 'surrogatepass')
    if b'\0' in sql: raise wrong('the SQL contains a NUL')
    held = ctypes.create_string_buffer(sql)
    start, end = ctypes.addressof(held), ctypes.addressof(held) + len(sql)
    at, taken, before = start, 0, total_changes64(db)
    result = {'columns': [], 'rows': [], 'truncated': False}
    while at < end:
        statement, tail = P(), P()
        if prepare_v2(db, at, end - at + 1, ctypes.byref(statement), ctypes.byref(tail)) != OK:
            offset = error_offset(db)
            raise fault(db, offset + at - start if offset >= 0 else -1)
        at = tail.value
        if not statement.value: continue
        try:
            taken = bind_all(db, statement, ask['params'], taken)
            made = rows_of(db, statement, ask)
            if made['columns']: result = made
        finally:
            finalize(statement)
    if isinstance(ask['params'], list) and taken < len(ask['params']):
        raise wrong('%d parameters are wanted, %d are given' % (taken, len(ask['params'])))
    rowid = last_insert_rowid(db)
    return {**result, 'changes': total_changes64(db) - before, 'lastInsertRowid': {'int': str(rowid)} if abs(rowid) > 2 ** 53 - 1 else rowid}

def main():
    ask = json.load(sys.stdin.buffer)
    db, ends = P(), time.monotonic() + ask['timeoutMs'] / 1000
    late = ctypes.CFUNCTYPE(ctypes.c_int, P)(lambda _: int(time.monotonic() > ends))
    try:
        if open_v2(base64.b64decode(ask['path']), ctypes.byref(db), READONLY if ask['readOnly'] else READWRITE | CREATE, None) != OK:
            raise fault(db)
        busy_timeout(db, min(5000, ask['timeoutMs']))
        progress_handler(db, 100000, ctypes.cast(late, P), None)
        return run(db, ask)
    except Fault as said:
        return {'fault': {**said.args[0], 'late': time.monotonic() > ends and said.args[0]['code'] & 255 == INTERRUPT}}
    except (OverflowError, ValueError) as error:
        return {'fault': {'message': 'a parameter cannot be used: ' + str(error), 'code': 0, 'offset': -1, 'late': False}}
    finally:
        close_v2(db)

json.dump(main(), sys.stdout)
`;
