import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { Failure } from '../model/failure.ts';
import type { NotificationLinks, NotificationText } from '../model/routing.ts';
import { type Dialect, Part, type Parts, partsOf } from './notification-parts.ts';

/** The texts of notifications, in the order in which they are listed. */
export const notificationTexts = [
  'digest',
  'executive',
  'message',
  'page',
  'title',
] as const satisfies readonly NotificationText[];

/** What a text is called where a receiver refers to it. */
export const templateName = (text: NotificationText): string => `sightline.${text}`;

/** How a receiver refers to a text. */
export const templateCall = (text: NotificationText): string => `{{ template "${templateName(text)}" . }}`;

/** A text as a Go template, in which Alertmanager or Grafana fill in the alerts. */
export function notificationTemplate(
  text: NotificationText,
  dialect: Dialect,
  links: NotificationLinks,
): string {
  const source = readFileSync(new URL(`./templates/${text}.hbs`, import.meta.url), 'utf8');
  const body = goTemplate(`src/compile/templates/${text}.hbs`, source, partsOf(dialect, links));
  return `{{ define "${templateName(text)}" }}${body.trimEnd()}{{ end }}\n`;
}

/**
 * The prose is a handlebars template whose names stand for the places that are filled in later. So it is written once for all
 * who fill it in, and a name that means nothing does not build.
 */
export function goTemplate(file: string, source: string, parts: Parts): string {
  try {
    return handlebars.compile<unknown>(source, options)(parts);
  } catch (error) {
    throw new Failure(`${file} does not compile`, {
      why: (error as Error).message.trim().replaceAll(/\s+/g, ' '),
      next: `correct ${file}: it may use ${Object.keys(parts).sort().join(', ')}, and in a list what is said of one alert`,
    });
  }
}

const handlebars = Handlebars.create();
const options: Parameters<typeof Handlebars.compile>[1] = {
  noEscape: true,
  strict: true,
  knownHelpers: {
    forEach: true,
    when: true,
    // These decide now, when nothing is known of any alert yet.
    each: false,
    if: false,
    unless: false,
    with: false,
    lookup: false,
    log: false,
  },
  knownHelpersOnly: true,
};

// What is a block to handlebars is a block to Go, around names that mean the members of the list.
handlebars.registerHelper(
  'forEach',
  function (this: unknown, list: unknown, block: Handlebars.HelperOptions) {
    const { go, members } = known(list);
    if (!members) throw new Error(`{{#forEach}} is about ${go}, which is no list`);
    return `{{ range ${go} }}${block.fn(members)}{{ end }}`;
  },
);
handlebars.registerHelper('when', function (this: unknown, part: unknown, block: Handlebars.HelperOptions) {
  const otherwise = block.inverse(this);
  return `{{ if ${known(part).go} }}${block.fn(this)}${otherwise && `{{ else }}${otherwise}`}{{ end }}`;
});

/** Handlebars looks at names in a text itself, at those in blocks it does not. */
function known(part: unknown): Part {
  if (part instanceof Part) return part;
  throw new Error('a block is about a name that means nothing here');
}
