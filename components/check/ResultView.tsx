/** The result: the verdict in words, the reasons beside the marked text, and next steps. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { LevelShape } from '../warning/LevelShape.tsx';
import { LicenceAnswers } from '../warning/LicenceAnswers.tsx';
import { ListingLine } from '../warning/ListingLine.tsx';
import { useTranslator } from '../translator.ts';
import { ShareCardSection } from './ShareCardSection.tsx';
import type { CheckData } from './check-data.ts';
import { LicenceSection } from './LicenceSection.tsx';
import { MarkedMessages } from './MarkedMessages.tsx';
import { OwnNameChoice } from './OwnNameChoice.tsx';
import { QuestionsSection } from './QuestionsSection.tsx';
import { ReasonsSection } from './ReasonsSection.tsx';
import { RouteSection } from './RouteSection.tsx';
import { HeldSection } from './HeldSection.tsx';
import { headingKey } from './result-key.ts';
import { TooLittleSection } from './TooLittleSection.tsx';
import { routeStops } from './route-stops.ts';
import { placeOfHeld } from './urgent-contacts.ts';
import { useHeldChoice } from './use-held-choice.ts';

interface Props {
  name: string;
  text: string;
  result: CheckResult;
  ownName: string | null;
  /** The text comes from a picture that could not be read well. */
  isPartlyRead: boolean;
  data: CheckData;
  today: string;
  onOwnName: (name: string | null) => void;
}

export function ResultView({ name, text, result, ownName, isPartlyRead, data, today, onOwnName }: Props): JSX.Element {
  const { t } = useTranslator();
  const [country, setCountry] = useState('');
  const { verdict, messages, senders } = result;
  const { questions, help, outlines } = data;
  const stops = routeStops(result.places, country, outlines);
  const placed = placeOfHeld(help, result.places);
  const [heldChoice, chooseHeld] = useHeldChoice(text, placed);
  const isOffer = verdict.kind !== 'held' && verdict.kind !== 'too-little';
  return (
    <>
      <div class={`verdict ${verdict.kind === 'held' ? 'danger' : verdict.level}`}>
        <h2 id="verdict">
          {verdict.level === 'none' ? null : (
            <LevelShape level={verdict.level} isListed={verdict.kind === 'listed'} size={32} />
          )}
          <span>
            {verdict.level === 'none' ? null : (
              <span class="unseen">{t(verdict.level === 'danger' ? 'word.danger' : 'word.caution')}: </span>
            )}
            {t(headingKey(result, isPartlyRead))}
          </span>
        </h2>
        <ListingLine verdict={verdict} />
        <LicenceAnswers verdict={verdict} />
        {verdict.level === 'none' && isOffer ? <p>{t('check.none')}</p> : null}
        {messages.length > 1 ? <p>{t('check.messages', { count: messages.length })}</p> : null}
        {result.truncated ? <p>{t('check.cut')}</p> : null}
      </div>
      <div class={`beside ${verdict.level}`}>
        {verdict.kind === 'held' ? (
          <HeldSection help={help} isPlaced={placed !== ''} choice={heldChoice} onChoice={chooseHeld} />
        ) : null}
        {verdict.kind === 'too-little' ? <TooLittleSection result={result} hasList={data.hasList} /> : null}
        {isOffer ? <ReasonsSection verdict={verdict} /> : null}
        <section class="card rows">
          <h3>{t('check.marked')}</h3>
          {senders.length > 1 ? <OwnNameChoice senders={senders} ownName={ownName} onOwnName={onOwnName} /> : null}
          <MarkedMessages text={text} result={result} ownName={ownName} />
        </section>
      </div>
      {stops.length > 0 && outlines !== null ? (
        <RouteSection text={text} stops={stops} outlines={outlines} hasWarning={verdict.level !== 'none'} />
      ) : null}
      {questions === null || !isOffer ? null : <QuestionsSection verdict={verdict} questions={questions} />}
      {help === null || !isOffer ? null : (
        <LicenceSection help={help} outlines={outlines} country={country} onCountry={setCountry} />
      )}
      {verdict.kind === 'too-little' ? null : (
        <ShareCardSection name={name} text={text} result={result} held={heldChoice} data={data} today={today} />
      )}
    </>
  );
}
