import { double, keyword, long, object, oneOf } from '#lib';
import { fieldHasOneType } from '../../src/checks/field-has-one-type.ts';
import { tells } from './fixture.ts';
import { event, logged } from './logged.ts';

const took = long('milliseconds', 'How long.', { example: 1 });
const of = (name: string, fields: Parameters<typeof event>[3]) => event(name, 'command', ['INFO'], fields);

tells(fieldHasOneType, {
  'a number here and a word there': {
    of: logged([of('one_ended', { took }), of('other_ended', { took: keyword(oneOf('long'), 'How long.') })]),
    says: [['took is a keyword here and a long in one_ended']],
  },
  'two units': {
    of: logged([
      of('one_ended', { took }),
      of('other_ended', { took: long('bytes', 'How large.', { example: 1 }) }),
    ]),
    says: [['took is in bytes here and in milliseconds in one_ended']],
  },
  'two types inside objects': {
    of: logged([
      of('one_ended', { part: object('Part.', { took }) }),
      of('other_ended', {
        part: object('Part.', { took: double('milliseconds', 'How long.', { example: 1 }) }),
      }),
    ]),
    says: [['part.took is a double here and a long in one_ended']],
  },
  'the same in both': { of: logged([of('one_ended', { took }), of('other_ended', { took })]) },
  'the same name inside an object and outside': {
    of: logged([
      of('one_ended', { took }),
      of('other_ended', { part: object('Part.', { took: keyword(oneOf('x'), 'X.') }) }),
    ]),
  },
});
