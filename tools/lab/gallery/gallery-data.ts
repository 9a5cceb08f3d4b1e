/** The data of the gallery's pages, from the files of the package. */
import * as v from 'valibot';
import { readBundledKnowledge } from '../../../utils/background/bundled-knowledge.ts';
import { asyncMemo } from '../../../utils/platform/async-memo.ts';
import { checkText } from '../../../utils/check/check-text.ts';
import { holdsCry } from '../../../utils/check/find-cry.ts';
import { readTextFacts } from '../../../utils/check/text-facts.ts';
import { MapOutlinesSchema } from '../../../utils/check/map-outlines.ts';
import { QuestionsSchema } from '../../../utils/check/questions.ts';
import { analyse, conclude, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { createTranslator } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';
import { HelpSchema } from '../../../utils/model/help.ts';
import { LISTED_ACCOUNT, listing } from './example-posts.ts';
import type { GalleryData } from './gallery-state.ts';

const TODAY = '2026-11-25';

const read = async (path: string): Promise<unknown> => (await fetch(path)).json();
const knowledge = asyncMemo(async () => loadKnowledge(await readBundledKnowledge((path) => path)));

/** What is the same in every language. */
const common = asyncMemo(async () => {
  const paths = ['messages/en.json', 'knowledge/help.json', 'knowledge/questions.json', 'map.json'];
  const [english, help, questions, outlines] = await Promise.all(paths.map(read));
  return {
    english: english as Messages,
    help: v.parse(HelpSchema, help),
    questions: v.parse(QuestionsSchema, questions),
    outlines: v.parse(MapOutlinesSchema, outlines),
  };
});

export async function readGalleryData(language: string): Promise<GalleryData> {
  const [{ english, ...data }, messages] = await Promise.all([common.get(), read(`messages/${language}.json`)]);
  return {
    ...data,
    translator: createTranslator({ language, messages: { ...english, ...(messages as Messages) } }),
    hasList: true,
    async check(text, own) {
      const known = await knowledge.get();
      return checkText(text, own, {
        async judgePosts(posts) {
          return posts.map((post) => {
            const analysis = analyse(post, known);
            const mentions = analysis.mentions.filter(({ value }) => value === LISTED_ACCOUNT);
            return conclude(
              analysis,
              mentions.map((mention) => ({ mention, listing })),
              TODAY,
            );
          });
        },
        readFacts: async (pasted) => readTextFacts(pasted, known),
        holdsCry: async (texts) => holdsCry(texts, known),
      });
    },
  };
}
