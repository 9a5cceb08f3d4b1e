/** Describes a valibot schema as rows: one for each field, with its path, its type in words, and its default. */
import type * as v from 'valibot';

export interface SchemaRow {
  /** For example `entries[].number`; `<name>` stands for any key; '' is the whole value. */
  path: string;
  type: string;
  /** `required`, `optional`, or the default as JSON. */
  need: string;
}

/** The members of valibot's schemas that are read here. */
interface AnySchema {
  type: string;
  entries?: Record<string, AnySchema>;
  item?: AnySchema;
  value?: AnySchema;
  options?: readonly unknown[];
  wrapped?: AnySchema;
  literal?: unknown;
  default?: unknown;
  pipe?: readonly AnySchema[];
  requirement?: unknown;
  message?: unknown;
}

export function describeSchema(schema: v.GenericSchema): SchemaRow[] {
  return rowsOf('', schema);
}

/** The type of one value in words, such as `text` or `` one of `a`, `b` ``. */
export function describeType(schema: AnySchema): string {
  const base = baseType(schema);
  const limits = (schema.pipe ?? []).slice(1).flatMap(describeLimit);
  return limits.length === 0 ? base : `${base}, ${limits.join(', ')}`;
}

function rowsOf(path: string, schema: AnySchema, need = 'required'): SchemaRow[] {
  const inner = unwrap(schema);
  const needed = inner === schema ? need : needOf(schema);
  const own = path === '' && inner.entries !== undefined ? [] : [{ path, type: describeType(schema), need: needed }];
  return [...own, ...childRows(path, inner)];
}

/** Rows of what is inside: fields, items and values; none for a plain value. */
function childRows(path: string, schema: AnySchema): SchemaRow[] {
  const inner = unwrap(schema);
  if (inner.entries !== undefined) {
    return Object.entries(inner.entries).flatMap(([key, entry]) => rowsOf(path === '' ? key : `${path}.${key}`, entry));
  }
  if (inner.type === 'array' && inner.item !== undefined) return childRows(`${path}[]`, inner.item);
  if (inner.type === 'record' && inner.value !== undefined) {
    const below = path === '' ? '<name>' : `${path}.<name>`;
    return hasParts(inner.value) ? childRows(below, inner.value) : [];
  }
  if (inner.type === 'union')
    return schemasIn(inner)
      .filter(hasParts)
      .flatMap((option) => childRows(path, option));
  return [];
}

function hasParts(schema: AnySchema): boolean {
  const inner = unwrap(schema);
  return inner.entries !== undefined || (inner.item !== undefined && hasParts(inner.item)) || inner.value !== undefined;
}

function baseType(schema: AnySchema): string {
  const inner = unwrap(schema);
  switch (inner.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'picklist':
      return `one of ${(inner.options ?? []).map((option) => `\`${String(option)}\``).join(', ')}`;
    case 'literal':
      return `\`${String(inner.literal)}\``;
    case 'array':
      return inner.item === undefined ? 'list' : `list of: ${describeType(inner.item)}`;
    case 'record':
      return inner.value === undefined ? 'map' : `map of: ${describeType(inner.value)}`;
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return 'fields';
    case 'union':
      return schemasIn(inner).map(describeType).join(', or ');
    // Only texts by language are an intersection.
    case 'intersect':
      return 'text by language, `en` among them';
    case 'nullable':
      return `${inner.wrapped === undefined ? 'value' : describeType(inner.wrapped)}, or null`;
    case 'unknown':
      return 'text or number';
    case 'custom':
      return 'object';
    default:
      return inner.type;
  }
}

function describeLimit({ type, requirement, message }: AnySchema): string[] {
  if (typeof message === 'string') return [message];
  switch (type) {
    case 'min_length':
      return [`at least ${String(requirement)} long`];
    case 'max_length':
      return [`at most ${String(requirement)} long`];
    case 'min_value':
      return [`at least ${String(requirement)}`];
    case 'max_value':
      return [`at most ${String(requirement)}`];
    case 'integer':
      return ['whole'];
    case 'email':
    case 'url':
      return [type];
    case 'regex':
      return [`like \`${(requirement as RegExp).source.replaceAll('|', '\\|')}\``];
    default:
      return [];
  }
}

function needOf(schema: AnySchema): string {
  if (!/optional|fallback/u.test(schema.type)) return 'required';
  const value = typeof schema.default === 'function' ? (schema.default as () => unknown)() : schema.default;
  return value === undefined ? 'optional' : `\`${JSON.stringify(value)}\``;
}

/** The schema below optional wrappers. */
function unwrap(schema: AnySchema): AnySchema {
  return /optional/u.test(schema.type) && schema.wrapped !== undefined ? unwrap(schema.wrapped) : schema;
}

function schemasIn(schema: AnySchema): AnySchema[] {
  return (schema.options ?? []).map((option) => option as AnySchema);
}
