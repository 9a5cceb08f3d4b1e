/** Where the desk has seen an indicator when a decision lists it; publication.ts says what follows. */
import type { Indicator } from '../model/indicator.ts';
import type { Sighting } from './decision.ts';
import { indicatorKey } from './log-state.ts';
import type { DeskReport } from './queue.ts';

/** Kinds of reports that say where an indicator was seen. */
const SUSPICION_KINDS: ReadonlySet<string> = new Set(['suspicious-post', 'suspicious-message']);

/**
 * In private: in any report, also one that its sender withdrew. In public: in a report that the decision answers. Anybody can
 * say that a name made for one victim is public, in a report that stands in another case, or that is withdrawn before it is read.
 * @param answered ids of the reports that the decision answers
 */
export function sightingOf(
  indicator: Indicator,
  reports: Iterable<DeskReport>,
  answered: ReadonlySet<string>,
): Sighting {
  const key = indicatorKey(indicator);
  let [isPrivate, isPublic] = [false, false];
  for (const { facts } of reports) {
    if (!SUSPICION_KINDS.has(facts.kind)) continue;
    if (facts.source === 'public' && !answered.has(facts.id)) continue;
    const has =
      indicator.kind === 'text'
        ? facts.prints.includes(indicator.value)
        : facts.indicators.some((each) => indicatorKey(each) === key);
    isPrivate ||= has && facts.source === 'private';
    isPublic ||= has && facts.source === 'public';
  }
  if (isPrivate && isPublic) return 'both';
  return isPrivate ? 'private' : isPublic ? 'public' : 'none';
}
