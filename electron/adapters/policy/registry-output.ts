/** What `reg query` prints of one key, as values. Nothing of the headings counts, which are in the system's language. */

/** Four spaces, the name, four spaces, the type, four spaces, the data; another key's line begins without. */
const line = /^ {4}(\S.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/** Of a type that no setting has, the value is null. */
export function readRegistryOutput(output: string): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const text of output.split(/\r?\n/)) {
    const [, name, type = '', data = ''] = line.exec(text) ?? [];
    // The key's own value, which has no name: `(Default)`, `(既定)`.
    if (name === undefined || /^\(.*\)$/.test(name)) continue;
    values.push([name, valueOf(type, data)]);
  }
  return Object.fromEntries(values);
}

function valueOf(type: string, data: string): unknown {
  switch (type) {
    case 'REG_DWORD':
    case 'REG_QWORD':
      return /^0x[0-9a-f]+$/i.test(data) ? Number(data) : null;
    case 'REG_SZ':
      return data;
    case 'REG_MULTI_SZ':
      return data.split('\\0').filter((each) => each !== '');
    default:
      return null;
  }
}
