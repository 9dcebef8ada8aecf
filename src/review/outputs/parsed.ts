import { parse } from 'yaml';
import { isJson, type Json } from '../../model/json.ts';
import { UnreadableOutput } from './item.ts';

/** The object in a file of JSON. */
export const jsonIn = (text: string, path: string): Json => objectIn(text, path, JSON.parse);

/** The object in a file of YAML; a list is a member `list` of one. */
export const yamlIn = (text: string, path: string): Json =>
  objectIn(text, path, (source) => {
    const value: unknown = parse(source) ?? {};
    return Array.isArray(value) ? { list: value } : value;
  });

function objectIn(text: string, path: string, read: (text: string) => unknown): Json {
  let value: unknown;
  try {
    value = read(text);
  } catch (error) {
    throw new UnreadableOutput(path, (error as Error).message.split('\n')[0] ?? '');
  }
  if (isJson(value)) return value;
  throw new UnreadableOutput(path, 'it holds no object');
}

/** The objects in a list of an output; none where there is no such list. */
export const objectsIn = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isJson) : [];

/** A member as text: what names things. */
export const word = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? '');
