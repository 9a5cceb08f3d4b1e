/** Knowledge files that pages of the extension read by themselves. A channel may publish newer ones. */
export const PAGE_KNOWLEDGE_FILES = ['help.json', 'questions.json'] as const;
export type PageKnowledgeFile = (typeof PAGE_KNOWLEDGE_FILES)[number];
