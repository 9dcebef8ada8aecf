import { stringify } from 'yaml';
import { banner } from './output.ts';

/** A YAML document with the banner; keys stay in the order they were given, which is the order people read them in. */
export function yaml(value: unknown): string {
  return `# ${banner}\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
