/** Every kind of file in `knowledge/` that people edit, with its schema and the source file of the schema. */
import * as v from 'valibot';
import { MappingSchema } from '../../hub/register/mapping.ts';
import { BrandSchema } from '../../utils/brand/brand.ts';
import { KnownPublisherSchema } from '../../utils/brand/known-publisher.ts';
import { HelpCountrySchema, InternationalHelpSchema } from '../../utils/model/help.ts';
import { AlternativeTextsSchema, FinderSchema, SiteAdapterSchema } from '../../utils/sites/adapter-schema.ts';
import { DimensionsSchema, FamilySchema } from '../corpus/sheet-data.ts';
import { StemsSchema } from './held.ts';
import { BenignContextsSchema, ChannelsSchema, LanguagesSchema, LexiconSchema } from './lexicon.ts';
import { PayFileSchema } from './pay.ts';
import { PlacesFileSchema } from './places.ts';
import { QuestionsFileSchema } from './questions.ts';
import { CombinationsSchema, SignalsSchema } from './weights.ts';
import { DeclarationsSchema, TextsSchema } from '../store/texts.ts';

export interface KnowledgeSchema {
  /** Below `knowledge/`; `<...>` stands for a name. */
  file: string;
  about: string;
  schema: v.GenericSchema;
  /** Source files with the schema; the comments in them describe its fields. */
  sources: readonly string[];
}

const WEIGHTS = ['tools/knowledge/weights.ts', 'utils/detect/weights.ts'];
const LEXICON = ['tools/knowledge/lexicon.ts'];
const HELP = ['utils/model/help.ts'];
const SITES = ['utils/sites/adapter-schema.ts'];
const SHEETS = ['tools/corpus/sheet-data.ts'];
const STORE = ['tools/store/texts.ts'];

export const KNOWLEDGE_SCHEMAS: readonly KnowledgeSchema[] = [
  { file: 'signals.yaml', about: 'Signals by id.', schema: SignalsSchema, sources: WEIGHTS },
  {
    file: 'combinations.yaml',
    about: 'Which concepts and signals count together.',
    schema: CombinationsSchema,
    sources: WEIGHTS,
  },
  {
    file: 'lexicon/<language>.yaml',
    about: 'Phrases by signal and by concept.',
    schema: LexiconSchema,
    sources: LEXICON,
  },
  { file: 'languages.yaml', about: 'Common words by language.', schema: LanguagesSchema, sources: LEXICON },
  {
    file: 'benign-contexts.yaml',
    about: 'Phrases in which the words of a signal are ordinary, by language.',
    schema: BenignContextsSchema,
    sources: LEXICON,
  },
  { file: 'channels.yaml', about: 'Names of chat services.', schema: ChannelsSchema, sources: LEXICON },
  {
    file: 'held/<language>.yaml',
    about: 'Word stems of cries for help, by concept.',
    schema: StemsSchema,
    sources: ['tools/knowledge/held.ts'],
  },
  {
    file: 'places.yaml',
    about: 'Places and their names.',
    schema: PlacesFileSchema,
    sources: ['tools/knowledge/places.ts', 'utils/detect/places.ts'],
  },
  {
    file: 'pay.yaml',
    about: 'Currencies, periods and usual pay.',
    schema: PayFileSchema,
    sources: ['tools/knowledge/pay.ts'],
  },
  {
    file: 'questions.yaml',
    about: 'Questions for the check page, with the signals that call for them.',
    schema: QuestionsFileSchema,
    sources: ['tools/knowledge/questions.ts'],
  },
  { file: 'sites/<site>.yaml', about: 'One site adapter.', schema: SiteAdapterSchema, sources: SITES },
  {
    file: 'alternative-texts.yaml',
    about: 'How sites describe pictures, by language.',
    schema: AlternativeTextsSchema,
    sources: SITES,
  },
  { file: 'finder.yaml', about: 'What the general finder looks for.', schema: FinderSchema, sources: SITES },
  { file: 'help/<country>.yaml', about: 'Help contacts of one country.', schema: HelpCountrySchema, sources: HELP },
  {
    file: 'help/international.yaml',
    about: 'Organisations that work across borders.',
    schema: InternationalHelpSchema,
    sources: HELP,
  },
  {
    file: 'registers/<id>.yaml',
    about: 'Which column of an office’s list means what.',
    schema: MappingSchema,
    sources: ['hub/register/mapping.ts'],
  },
  { file: 'brands/<brand>/brand.yaml', about: 'One brand.', schema: BrandSchema, sources: ['utils/brand/brand.ts'] },
  {
    file: 'publishers/<id>.yaml',
    about: 'A publisher that readers can add.',
    schema: KnownPublisherSchema,
    sources: ['utils/brand/known-publisher.ts'],
  },
  { file: 'store/<language>.yaml', about: 'Texts for the stores.', schema: TextsSchema, sources: STORE },
  {
    file: 'store/declarations.yaml',
    about: 'What is declared to the stores.',
    schema: DeclarationsSchema,
    sources: STORE,
  },
  {
    file: 'corpus/sheets/families.yaml',
    about: 'Families of invented posts, by name.',
    schema: v.record(v.string(), FamilySchema),
    sources: SHEETS,
  },
  {
    file: 'corpus/sheets/dimensions.yaml',
    about: 'What scenario sheets are drawn from.',
    schema: DimensionsSchema,
    sources: SHEETS,
  },
];
