import * as grammar from '@prometheus-io/lezer-promql';
import type { Operator } from '../model/node.ts';

/** The operator that each node of the grammar stands for. */
export const operators = new Map<number, Operator>([
  [grammar.Or, 'or'],
  [grammar.And, 'and'],
  [grammar.Unless, 'unless'],
  [grammar.Eql, '=='],
  [grammar.Neq, '!='],
  [grammar.Gtr, '>'],
  [grammar.Lss, '<'],
  [grammar.Gte, '>='],
  [grammar.Lte, '<='],
  [grammar.Add, '+'],
  [grammar.Sub, '-'],
  [grammar.Mul, '*'],
  [grammar.Div, '/'],
  [grammar.Mod, '%'],
  [grammar.Atan2, 'atan2'],
  [grammar.Pow, '^'],
]);

/** The side that each group modifier says has many series. */
export const groups = new Map<number, 'left' | 'right'>([
  [grammar.GroupLeft, 'left'],
  [grammar.GroupRight, 'right'],
]);
