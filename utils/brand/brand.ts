/**
 * A brand: the NGO's name, where its list and its relay are, and the root of trust that the package pins.
 * Read from `brand.yaml` (and `root.json` beside it) at build time; no private key is ever near a build.
 */
import * as v from 'valibot';

const httpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//u, 'must be an http(s) address'));

export const BrandSchema = v.strictObject({
  /** Folder-safe name, e.g. `joblantern`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/u)),
  /** The product name that readers see. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(45)),
  /** Who publishes the list, as named in a warning. */
  publisher: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** Folder of the channel's metadata, with a trailing slash; null: the package's own knowledge only. */
  channel: v.nullable(httpUrl),
  /** Where sealed reports go; null: save as a file or send by mail. */
  relay: v.nullable(httpUrl),
  /** Mail fallback for reports. */
  mail: v.nullable(v.pipe(v.string(), v.email())),
  /** Page or address where a listing is disputed. */
  dispute: v.nullable(v.string()),
  /** The list's colour, `#rrggbb`: tells it from others beside it; never the only sign. */
  colour: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/iu))),
  /** Made by `npm start` with keys that lie on this machine: never to be packaged. */
  demo: v.optional(v.boolean(), false),
});

/** A brand with the root metadata that it pins (signed TUF root, JSON), or null where it has no channel. */
export type Brand = v.InferOutput<typeof BrandSchema> & { root: unknown };
