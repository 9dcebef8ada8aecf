import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { Failure } from '../model/failure.ts';
import type { NotificationLinks, NotificationText } from '../model/routing.ts';
import { type Dialect, type Part, partsOf } from './notification-parts.ts';

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

/**
 * A text as a Go template, in which Alertmanager and Grafana fill in the alerts. The prose is a handlebars template whose
 * names stand for the places to be filled in; so it is written once, and a name that means nothing does not build.
 */
export function notificationTemplate(
  text: NotificationText,
  dialect: Dialect,
  links: NotificationLinks,
): string {
  const file = `src/compile/templates/${text}.hbs`;
  const source = readFileSync(new URL(`./templates/${text}.hbs`, import.meta.url), 'utf8');
  try {
    const body = handlebars.compile<unknown>(source, options)(partsOf(dialect, links));
    return `{{ define "${templateName(text)}" }}${body.trimEnd()}{{ end }}\n`;
  } catch (error) {
    throw new Failure(`${file} does not compile`, {
      why: (error as Error).message.trim().replaceAll(/\s+/g, ' '),
      next: `correct ${file}; the names that it may use are in src/compile/notification-parts.ts`,
    });
  }
}

const handlebars = Handlebars.create();
const options: Parameters<typeof Handlebars.compile>[1] = {
  noEscape: true,
  strict: true,
  knownHelpers: { forEach: true, when: true },
  knownHelpersOnly: true,
};

// What is a block to handlebars is a block to Go, around names that mean the members of the list.
handlebars.registerHelper('forEach', function (this: unknown, list: Part, block: Handlebars.HelperOptions) {
  return `{{ range ${list.go} }}${block.fn(list.members)}{{ end }}`;
});
handlebars.registerHelper('when', function (this: unknown, part: Part, block: Handlebars.HelperOptions) {
  const otherwise = block.inverse(this);
  return `{{ if ${part.go} }}${block.fn(this)}${otherwise && `{{ else }}${otherwise}`}{{ end }}`;
});
