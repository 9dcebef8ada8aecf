/** A field of an event as conditions and options name it: `[log][file][path]`. */
export type Selector = `[${string}]`;

/** What an option of a plugin holds. */
export type Value =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'number'; readonly number: number }
  /** A word without quotes: `true`, `required`. */
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'array'; readonly items: readonly Value[] }
  | { readonly type: 'hash'; readonly entries: readonly (readonly [key: Value, value: Value])[] }
  /** A codec. */
  | Plugin;

/** An option with its value. */
export interface Attribute {
  readonly name: string;
  readonly value: Value;
}

/** One step: an input, a filter, an output. */
export interface Plugin {
  readonly type: 'plugin';
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** What a condition compares. */
export type Operand =
  | { readonly type: 'field'; readonly selector: Selector }
  | Extract<Value, { readonly type: 'string' | 'number' | 'array' }>;

/** Joins two conditions. `and` and `nand` bind tighter than `or` and `xor`. */
export type Connective = 'and' | 'nand' | 'or' | 'xor';

/** When a branch is taken. */
export type Condition =
  | {
      readonly type: 'join';
      readonly connective: Connective;
      readonly left: Condition;
      readonly right: Condition;
    }
  | { readonly type: 'not'; readonly of: Condition }
  /** There is such a field, and it is not false. */
  | { readonly type: 'field'; readonly selector: Selector }
  | {
      readonly type: 'compare';
      readonly operator: '==' | '!=' | '<' | '>' | '<=' | '>=';
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly type: 'match';
      readonly operator: '=~' | '!~';
      readonly left: Operand;
      /** A regular expression of Ruby. */
      readonly pattern: string;
    }
  | { readonly type: 'in'; readonly isNegated: boolean; readonly left: Operand; readonly right: Operand };

/** `if`, `else if`, `else`. */
export interface Branch {
  readonly type: 'branch';
  readonly cases: readonly { readonly when: Condition; readonly body: readonly Statement[] }[];
  readonly otherwise?: readonly Statement[];
}

/** Why the next statement is there, for whoever reads the generated file. Parsing leaves comments out. */
export interface Comment {
  readonly type: 'comment';
  readonly text: string;
}

/** What a section consists of. */
export type Statement = Branch | Comment | Plugin;

/** One of the three parts of a pipeline. */
export interface Section {
  readonly kind: 'input' | 'filter' | 'output';
  readonly body: readonly Statement[];
}

/** The configuration of a pipeline. */
export type PipelineTree = readonly Section[];

/** A pipeline of Logstash: what it does, and how it is run. */
export interface LogstashPipeline {
  readonly id: string;
  /** One sentence, the first line of its file. */
  readonly help: string;
  readonly tree: PipelineTree;
  /** Settings of pipelines.yml, where they differ from those of the server. */
  readonly settings: Readonly<Record<string, boolean | number | string>>;
}

/** A Logstash server. Secrets are names of variables: `${NAME}` in a pipeline. */
export interface LogstashServer {
  /** logstash.yml. */
  readonly settings: Readonly<Record<string, boolean | number | string>>;
  /** Folder in which it finds the files of its pipelines. */
  readonly folder: string;
  readonly pipelines: readonly LogstashPipeline[];
}
