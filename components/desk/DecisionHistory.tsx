/** The earlier decisions on an indicator: when, by whom, what and why. */
import type { JSX } from 'preact';
import type { LogEntry } from '../../utils/desk/decision-log.ts';
import { keyFingerprint } from '../../utils/desk/key-fingerprint.ts';
import type { Team } from '../../utils/desk/team-file.ts';
import { useTranslator } from '../translator.ts';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  entries: readonly LogEntry[];
  team: Team;
}

export function DecisionHistory({ entries, team }: Props): JSX.Element {
  const { t, day } = useTranslator();
  const nameOf = (key: string): string => team.members.find((each) => each.key === key)?.name ?? keyFingerprint(key);
  return (
    <details class="history">
      <summary>{t('desk.history', { count: entries.length })}</summary>
      <ol>
        {entries.map(({ id, decision: { action, by, at, note, evidence } }) => (
          <li key={id}>
            {day(at)} · {nameOf(by)} · {t(`desk.action.${action}`)}
            {evidence === '' ? null : (
              <>
                {' '}
                · <UntrustedText text={evidence} maxUnits={500} />
              </>
            )}
            {note === '' ? null : (
              <p class="quiet">
                <UntrustedText text={note} maxUnits={2_000} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
