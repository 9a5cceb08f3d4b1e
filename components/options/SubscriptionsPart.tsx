/** Subscriptions to other publishers: those in use, adding one by comparing its fingerprint, and removal. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { KnownPublisher } from '../../utils/brand/known-publisher.ts';
import type { ChannelInfo, ChannelPreview } from '../../utils/contracts/channel-status.ts';
import { FilesButton } from '../ui/FilesButton.tsx';
import { Fingerprint } from '../ui/Fingerprint.tsx';
import { Swatch } from '../ui/Swatch.tsx';
import { useFocusOnFewer, useFocusOnMount } from '../ui/use-focus.ts';
import { useTranslator } from '../translator.ts';
import { KnownPublishers } from './KnownPublishers.tsx';
import { SubscriptionItem } from './SubscriptionItem.tsx';

export interface SubscriptionsProps {
  /** Null while they load. */
  channels: readonly ChannelInfo[] | null;
  /** The channel to compare, after a link or file was read. */
  preview: ChannelPreview | null;
  /** Why a channel was not added: a message key under `problem.`, or null. */
  problem: string | null;
  isBusy: boolean;
  /** Publishers whose lists can be added. */
  known: readonly KnownPublisher[];
  /** Milliseconds since 1970. */
  now: number;
  /** Called with a link, or the text of a file. */
  onRead: (text: string) => void;
  onAdd: () => void;
  onCancel: () => void;
  onRemove: (id: string) => void;
}

export function SubscriptionsPart(props: SubscriptionsProps): JSX.Element {
  const { t, find } = useTranslator();
  const { channels, preview, problem, isBusy } = props;
  const others = channels?.filter(({ own }) => !own) ?? [];
  const head = useRef<HTMLHeadingElement>(null);
  useFocusOnFewer(head, others.length);
  useFocusOnFewer(head, preview === null ? 0 : 1);
  return (
    <section class="card rows" id="other-lists">
      <h2 ref={head} tabIndex={-1}>
        {t('lists.title')}
      </h2>
      <p>{t('lists.intro')}</p>
      {channels === null ? <p class="quiet">{t('ui.loading')}</p> : null}
      {channels !== null && others.length === 0 ? <p class="quiet">{t('lists.none')}</p> : null}
      {others.length === 0 ? null : (
        <ul class="rows">
          {others.map((channel) => (
            <SubscriptionItem
              key={channel.id}
              channel={channel}
              now={props.now}
              onRemove={() => props.onRemove(channel.id)}
            />
          ))}
        </ul>
      )}
      <div role="status">
        {problem === null ? null : <p class="note caution">{find(`problem.${problem}`, 'problem.other')}</p>}
      </div>
      {preview === null ? (
        <>
          <InvitationForm isBusy={isBusy} onRead={props.onRead} />
          <KnownPublishers publishers={props.known} isBusy={isBusy} onRead={props.onRead} />
        </>
      ) : (
        <CompareFingerprint preview={preview} isBusy={isBusy} onAdd={props.onAdd} onCancel={props.onCancel} />
      )}
    </section>
  );
}

function InvitationForm({ isBusy, onRead }: { isBusy: boolean; onRead: (text: string) => void }): JSX.Element {
  const { t } = useTranslator();
  const [text, setText] = useState('');
  return (
    <form
      class="rows"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onRead(text);
      }}
    >
      <h3>
        <label for="list-link">{t('lists.add')}</label>
      </h3>
      <p class="quiet" id="list-link-note">
        {t('lists.add.note')}
      </p>
      <input
        id="list-link"
        type="text"
        dir="ltr"
        autocomplete="off"
        spellcheck={false}
        aria-describedby="list-link-note"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="bar wrap">
        <button type="submit" id="list-read" disabled={isBusy || text.trim() === ''}>
          {t(isBusy ? 'ui.loading' : 'lists.look')}
        </button>
        <FilesButton
          id="list-file"
          label={t('lists.file')}
          accept=".json,application/json"
          disabled={isBusy}
          onFiles={([file]) => void file?.text().then(onRead)}
        />
      </div>
    </form>
  );
}

/** The reader compares the fingerprint before the channel is added. */
function CompareFingerprint({
  preview: { publisher, url, fingerprint, colour },
  isBusy,
  onAdd,
  onCancel,
}: Pick<SubscriptionsProps, 'isBusy' | 'onAdd' | 'onCancel'> & { preview: ChannelPreview }): JSX.Element {
  const { t } = useTranslator();
  const head = useFocusOnMount<HTMLHeadingElement>();
  return (
    <div class="note rows" id="list-compare">
      <h3 ref={head} tabIndex={-1}>
        <Swatch colour={colour} />
        <bdi>{publisher}</bdi>
      </h3>
      <p class="quiet" dir="ltr">
        {url}
      </p>
      <p>{t('lists.compare')}</p>
      <Fingerprint of={fingerprint} />
      <p>{t('lists.compare.why')}</p>
      <div class="bar wrap">
        <button type="button" class="main" id="list-add" disabled={isBusy} onClick={onAdd}>
          {t(isBusy ? 'list.updating' : 'lists.same')}
        </button>
        <button type="button" id="list-cancel" disabled={isBusy} onClick={onCancel}>
          {t('lists.cancel')}
        </button>
      </div>
    </div>
  );
}
