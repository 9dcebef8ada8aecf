/**
 * JSON whose bytes depend on the value alone: keys in code-unit order, two spaces, a line end at the end. Members that are
 * `undefined` or functions are left out, as `JSON.stringify` does.
 */
export function stableJson(value: unknown): string {
  return `${write(value, '\n')}\n`;
}

function write(value: unknown, line: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const inner = `${line}  `;
    let text = '[';
    for (let index = 0; index < value.length; index++) {
      text += `${index === 0 ? '' : ','}${inner}${write(value[index] ?? null, inner)}`;
    }
    return `${text}${line}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const inner = `${line}  `;
    let text = '';
    for (const key of Object.keys(value).sort()) {
      const member = (value as Record<string, unknown>)[key];
      if (member !== undefined && typeof member !== 'function')
        text += `${text === '' ? '' : ','}${inner}${JSON.stringify(key)}: ${write(member, inner)}`;
    }
    return text === '' ? '{}' : `{${text}${line}}`;
  }
  return JSON.stringify(value);
}
