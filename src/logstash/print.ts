import { Failure } from '../model/failure.ts';
import type { Condition, Operand, PipelineTree, Plugin, Statement, Value } from '../model/logstash.ts';

const longestLine = 110;

/** The text of a pipeline, two spaces a level. What the language cannot say is refused: it knows no escapes. */
export function printPipeline(tree: PipelineTree): string {
  return tree.map(({ kind, body }) => `${kind} ${block(body, '')}\n`).join('\n');
}

function block(body: readonly Statement[], before: string): string {
  const inner = `${before}  `;
  return `{\n${body.map((one) => `${inner}${statement(one, inner)}\n`).join('')}${before}}`;
}

function statement(of: Statement, before: string): string {
  switch (of.type) {
    case 'comment':
      return of.text
        .split('\n')
        .map((line) => `# ${line}`)
        .join(`\n${before}`);
    case 'plugin':
      return plugin(of, before);
    case 'branch': {
      const cases = of.cases.map(({ when, body }) => `if ${printCondition(when)} ${block(body, before)}`);
      const otherwise = of.otherwise ? ` else ${block(of.otherwise, before)}` : '';
      return `${cases.join(' else ')}${otherwise}`;
    }
    default:
      return of satisfies never;
  }
}

function plugin({ name, attributes }: Plugin, before: string): string {
  if (attributes.length === 0) return `${name} {}`;
  const inner = `${before}  `;
  const lines = attributes.map((one) => {
    // Field, expression, replacement: a line for each three.
    const perLine = one.name === 'gsub' ? 3 : 1;
    return `${inner}${one.name} => ${value(one.value, inner, perLine)}\n`;
  });
  return `${name} {\n${lines.join('')}${before}}`;
}

function value(of: Value, before: string, perLine = 1): string {
  const inner = `${before}  `;
  switch (of.type) {
    case 'string':
      return quoted(of.text);
    case 'number':
      return String(of.number);
    case 'word':
      return of.text;
    case 'plugin':
      return plugin(of, before);
    case 'array': {
      const items = of.items.map((item) => value(item, inner));
      const line = `[${items.join(', ')}]`;
      const isShort = before.length + line.length <= longestLine;
      return isShort && (perLine === 1 || items.length <= perLine)
        ? line
        : `[\n${inLines(items, perLine, inner).join(',\n')}\n${before}]`;
    }
    case 'hash': {
      const entries = of.entries.map(([key, held]) => `${value(key, inner)} => ${value(held, inner)}`);
      const line = `{ ${entries.join(' ')} }`;
      if (entries.length === 0) return '{}';
      return entries.length === 1 && before.length + line.length <= longestLine
        ? line
        : `{\n${inLines(entries, 1, inner).join('\n')}\n${before}}`;
    }
    default:
      return of satisfies never;
  }
}

function inLines(items: readonly string[], perLine: number, before: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < items.length; at += perLine)
    lines.push(`${before}${items.slice(at, at + perLine).join(', ')}`);
  return lines;
}

/** A condition as it stands behind `if`. */
export function printCondition(of: Condition): string {
  switch (of.type) {
    case 'field':
      return of.selector;
    case 'not':
      return of.of.type === 'field' ? `!${of.of.selector}` : `!(${printCondition(of.of)})`;
    case 'join':
      return `${side(of.left, of.connective, true)} ${of.connective} ${side(of.right, of.connective, false)}`;
    case 'compare':
      return `${operand(of.left)} ${of.operator} ${operand(of.right)}`;
    case 'match':
      return `${operand(of.left)} ${of.operator} /${of.pattern.replaceAll('/', '\\/')}/`;
    case 'in':
      return `${operand(of.left)} ${of.isNegated ? 'not in' : 'in'} ${operand(of.right)}`;
    default:
      return of satisfies never;
  }
}

/** In parentheses unless it is the beginning of the same chain: nobody should have to know what binds tighter. */
function side(of: Condition, connective: string, isLeft: boolean): string {
  const text = printCondition(of);
  return of.type === 'join' && !(isLeft && of.connective === connective) ? `(${text})` : text;
}

const operand = (of: Operand): string => (of.type === 'field' ? of.selector : value(of, ''));

function quoted(text: string): string {
  if (text.endsWith('\\'))
    throw new Failure(`Logstash cannot write the string ${text}`, {
      why: 'a backslash before the closing quote keeps the string open',
      next: 'end it with something else, such as a character class',
    });
  if (!text.includes('"')) return `"${text}"`;
  if (!text.includes("'")) return `'${text}'`;
  throw new Failure(`Logstash cannot write the string ${text}`, {
    why: 'it has both kinds of quotes, and the language has no escapes',
    next: 'write one of them as \\x22 or \\x27 where it is a regular expression',
  });
}
