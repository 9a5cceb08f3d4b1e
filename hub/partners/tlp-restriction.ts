/**
 * Reads who may see an indicator of a partner's file, by the Traffic Light Protocol. It stands in a table, in tags, or
 * in STIX markings (STIX 7.2). The list is public, so only TLP:CLEAR, which was WHITE before, or no marking at all may
 * be listed. What is not understood forbids publication.
 */
import * as v from 'valibot';
import { MarkingDefinitionSchema, type StixIndicator, type StixObject } from './stix-schema.ts';

const PUBLIC_COLOURS: readonly string[] = ['clear', 'white'];
const COLOURS: readonly string[] = [...PUBLIC_COLOURS, 'green', 'amber', 'amber+strict', 'red'];

/** Marking definition ids of TLP 1.0 (STIX 7.2.1.4) and TLP 2.0. */
const COLOUR_BY_MARKING: Readonly<Record<string, string>> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'white',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487': 'clear',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'green',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'amber',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'amber+strict',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'red',
};

/** A statement can be long, and is named for each indicator. */
const MAX_QUOTED_CHARS = 200;

/** `tlp`, and what stands between it and the colour. */
const TLP_PREFIX = /^tlp[^\p{L}\p{N}]*/u;

const plainWords = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Returns what the text of a TLP cell forbids, for example `TLP:RED` or the text in quotes. Null when it forbids nothing. */
export function tlpRestriction(text: string): string | null {
  const plain = plainWords(text);
  const colour = plain.replace(TLP_PREFIX, '').replace(/["'\s]+$/u, '');
  if (plain === '' || PUBLIC_COLOURS.includes(colour)) return null;
  return COLOURS.includes(colour) ? `TLP:${colour.toUpperCase()}` : `"${text.trim().slice(0, MAX_QUOTED_CHARS)}"`;
}

/** Whether a tag or label speaks of TLP. */
export const isTlpTag = (tag: string): boolean => /(?<!\p{L})tlp/u.test(plainWords(tag));

/** Returns what the first tag forbids that is about TLP and not public; null when no tag forbids anything. */
export const tagRestriction = (tags: readonly string[]): string | null => firstRestriction(tags.filter(isTlpTag));

/** Id of a marking in lower case to what it forbids. */
export type MarkingDefinitions = ReadonlyMap<string, string | null>;

/**
 * Returns the marking definitions of a bundle. Of several with one id, the one that forbids counts. Under the id of a TLP colour
 * one without words says nothing else: OpenCTI writes only a name there.
 */
export function markingDefinitions(bundle: readonly StixObject[]): MarkingDefinitions {
  const byId = new Map<string, string | null>();
  for (const object of bundle) {
    const id = object.id.toLowerCase();
    if (!id.startsWith('marking-definition--')) continue;
    byId.set(id, byId.get(id) ?? firstRestriction(wordsOfDefinition(object) ?? [COLOUR_BY_MARKING[id] ?? id]));
  }
  return byId;
}

/**
 * Returns what the markings of a STIX object forbid. Those of a part of it and those in its labels count, too. Null
 * when they forbid nothing. @param definitions the marking definitions of the bundle
 */
export function markingRestriction(indicator: StixIndicator, definitions: MarkingDefinitions): string | null {
  // A granular marking without a marking names the language of a text (STIX 7.2.3.1).
  const granular = (indicator.granular_markings ?? []).flatMap(({ marking_ref, lang }) =>
    marking_ref === undefined && lang !== undefined ? [] : [marking_ref ?? 'granular_markings'],
  );
  for (const ref of [...(indicator.object_marking_refs ?? []), ...granular]) {
    const restriction = definedRestriction(ref.toLowerCase(), definitions);
    if (restriction !== null) return restriction;
  }
  return tagRestriction(indicator.labels ?? []);
}

function definedRestriction(ref: string, definitions: MarkingDefinitions): string | null {
  const known = Object.hasOwn(COLOUR_BY_MARKING, ref) ? COLOUR_BY_MARKING[ref] : undefined;
  const defined = definitions.get(ref);
  return known === undefined && defined === undefined
    ? tlpRestriction(ref)
    : (tlpRestriction(known ?? '') ?? defined ?? null);
}

/** Returns the colours or the statement of a marking definition; null when it has neither. */
function wordsOfDefinition(object: StixObject): string[] | null {
  const read = v.safeParse(MarkingDefinitionSchema, object);
  if (!read.success) return null;
  const { definition, extensions } = read.output;
  const words = [
    definition?.tlp,
    definition?.statement,
    ...Object.values(extensions ?? {}).map(({ tlp_2_0 }) => tlp_2_0),
  ];
  const given = words.filter((word): word is string => word !== undefined && word.trim() !== '');
  return given.length === 0 ? null : given;
}

function firstRestriction(words: readonly string[]): string | null {
  for (const word of words) {
    const restriction = tlpRestriction(word);
    if (restriction !== null) return restriction;
  }
  return null;
}
