import type { Json } from '../../../src/model/json.ts';
import { keep, moment, objectIn, type SavedObject, type Store } from './store.ts';

/** What people do in a browser beside the API's clients. */
export class ByHand {
  constructor(private readonly store: Store) {}

  /** Somebody opens a saved object, edits and saves it. */
  save(type: string, id: string, edit: (attributes: Json) => Json, space = 'default'): SavedObject {
    const { store } = this;
    const before = known(objectIn(store, space, type, id), `${type}/${id} in the space ${space}`);
    const at = moment(store);
    const attributes = before.data ? before.attributes : edit(before.attributes);
    const after = {
      ...before,
      attributes,
      ...(before.data && { data: edit(before.data) }),
      updated_at: at,
      version: Buffer.from(`[${store.last},1]`).toString('base64'),
    };
    keep(store, after);
    return after;
  }

  /** Somebody makes a saved object of their own. */
  create(type: string, id: string, attributes: Json = {}, space = 'default'): void {
    const at = moment(this.store);
    keep(this.store, {
      type,
      id,
      namespaces: [space],
      attributes,
      references: [],
      coreMigrationVersion: '8.8.0',
      typeMigrationVersion: '8.0.0',
      managed: false,
      created_at: at,
      updated_at: at,
      version: Buffer.from(`[${this.store.last},1]`).toString('base64'),
    });
  }

  /** Somebody clicks a field of a data view in Discover, which is counted. */
  click(id: string, field: string, space = 'default'): void {
    this.save(
      'index-pattern',
      id,
      (attributes) => {
        const attrs = JSON.parse(String(attributes.fieldAttrs ?? '{}'));
        attrs[field] = { ...attrs[field], count: (attrs[field]?.count ?? 0) + 1 };
        return { ...attributes, fieldAttrs: JSON.stringify(attrs) };
      },
      space,
    );
  }

  /** Somebody deletes a saved object. */
  delete(type: string, id: string, space = 'default'): void {
    const found = known(objectIn(this.store, space, type, id), `${type}/${id} in the space ${space}`);
    this.store.objects.splice(this.store.objects.indexOf(found), 1);
  }

  /** Somebody makes a space. */
  space(id: string): void {
    this.store.spaces.set(id, { id, name: id, color: '#6092C0', initials: 'X', disabledFeatures: [] });
  }
}

/** A test that reaches for what is not there is wrong. */
function known<Item>(item: Item | undefined, what: string): Item {
  if (item === undefined) throw new Error(`the contract server has no ${what}`);
  return item;
}
