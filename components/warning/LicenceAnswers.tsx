/** Answers of registers on licences and agencies in a post: the standing, the agency, and the register's day. */
import type { JSX } from 'preact';
import type { LicenceAnswer } from '../../utils/model/licence-answer.ts';
import type { Verdict } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { Quote } from '../reasons/Quote.tsx';
import { useTranslator } from '../translator.ts';

interface Props {
  verdict: Verdict;
}

export function LicenceAnswers({ verdict }: Props): JSX.Element | null {
  const { licences = [] } = verdict;
  if (licences.length === 0) return null;
  return (
    <>
      {licences.map((answer) => (
        <AnswerLine key={`${answer.field}${answer.start}${answer.country}`} answer={answer} />
      ))}
    </>
  );
}

function AnswerLine({ answer }: { answer: LicenceAnswer }): JSX.Element {
  const { t, day, region } = useTranslator();
  const { agency, contactAgrees } = answer;
  const showsContact = contactAgrees !== null && answer.status !== 'other-name';
  return (
    <p class="listing licence-answer" data-status={answer.status}>
      <Quote text={answer.quote} maxCharacters={60} /> <strong>{t(`register.status.${answer.status}`)}</strong>{' '}
      {agency === undefined ? null : (
        <>
          {t('register.agency', { name: displayText(agency.name, 80), number: displayText(agency.number, 40) })}{' '}
          {agency.validUntil === null ? null : `${t('register.until', { day: day(agency.validUntil) })} `}
        </>
      )}
      {showsContact ? `${t(contactAgrees ? 'register.contact.same' : 'register.contact.other')} ` : null}
      <span class="evidence">
        {t('register.source', {
          register: displayText(answer.register, 40),
          country: region(answer.country),
          day: day(answer.asOf),
        })}
      </span>
    </p>
  );
}
