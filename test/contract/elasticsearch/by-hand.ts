import type { Json } from '../../../src/model/json.ts';
import { keep } from './component-templates.ts';
import { make } from './indices.ts';
import { templateStored } from './settings.ts';
import { type Counted, type Dated, moment, type Store } from './store.ts';

type Edit = (body: Json) => Json;

/** What people do to a cluster beside its API's clients. */
export class ByHand {
  constructor(private readonly store: Store) {}

  /** Somebody edits a component template, an index template or a pipeline in Kibana. */
  edit(kind: 'componentTemplates' | 'indexTemplates' | 'pipelines', name: string, edit: Edit): void {
    const map: Map<string, Dated> = this.store[kind];
    keep(map, name, edit(known(map.get(name), name).body), this.store);
  }

  /** Somebody edits a policy. */
  editPolicy(kind: 'lifecyclePolicies' | 'snapshotPolicies', name: string, edit: Edit): void {
    const map: Map<string, Counted> = this.store[kind];
    const { version, policy } = known(map.get(name), name);
    map.set(name, { version: version + 1, modified: moment(this.store), policy: edit(policy) });
  }

  /** Another tool makes an index template. */
  indexTemplate(name: string, body: Json): void {
    keep(this.store.indexTemplates, name, { ...body, template: templateStored({}) }, this.store);
  }

  /** Another tool makes a component template. */
  componentTemplate(name: string, body: Json): void {
    keep(this.store.componentTemplates, name, body, this.store);
  }

  /** Somebody writes the first document of an index. */
  index(name: string, mappings: Json = {}, settings: Json = {}): void {
    make(this.store, name, settings, mappings);
  }
}

/** A test that reaches for what is not there is wrong. */
function known<Item>(item: Item | undefined, what: string): Item {
  if (item === undefined) throw new Error(`the contract server has no ${what}`);
  return item;
}
