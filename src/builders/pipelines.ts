// What pipelines of Logstash are written with. A namespace of `#lib`: words as short as `when` and `has` belong to many things.
export {
  all,
  choose,
  comment,
  has,
  is,
  isNoneOf,
  isOneOf,
  isTagged,
  lacks,
  step,
  when,
} from '../logstash/write.ts';
export * from './logstash-stages.ts';
