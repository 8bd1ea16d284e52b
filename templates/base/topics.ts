/** Words that stand for the same thing in headings. English words are matched whole, Korean ones anywhere. */
export type Synonyms = Readonly<Record<string, { readonly english: RegExp; readonly korean: RegExp }>>;

/** What a README answers. */
export const readmeTopics = {
  what: {
    english: /\b(?:what (?:it|this|is|does)|about|overview|introduction|description|summary|purpose|features?)\b/,
    korean: /소개|개요|설명|기능|목적/,
  },
  run: {
    english:
      /\b(?:run|running|usage|use|using|(?:getting|quick) ?start(?:ed)?|start|install|installation|set ?up|development|developing|local)\b/,
    korean: /실행|시작|사용법|사용 방법|설치|개발/,
  },
  test: { english: /\b(?:tests?|testing|checks?|quality)\b/, korean: /테스트|시험|검증/ },
  deploy: {
    english:
      /\b(?:deploy(?:s|ing|ment|ments)?|releas(?:e|es|ing)|delivery|publish(?:ing)?|ship(?:ping)?|rollout|self[ -]?host(?:ed|ing)?|hosting)\b/,
    korean: /배포|릴리스|릴리즈|출시/,
  },
  owner: {
    english:
      /\b(?:owners?|ownership|owned|team|maintainers?|maintained|contacts?|support|getting help|community|authors?|code ?owners)\b/,
    korean: /담당|소유|팀|연락|문의|관리자|지원/,
  },
  links: {
    english:
      /\b(?:links?|documentation|docs|resources?|references?|see also|further reading|more|articles|runbooks?|dashboards?)\b/,
    korean: /링크|문서|참고|자료|관련/,
  },
} as const satisfies Synonyms;

/** What a person in the night needs from a runbook. */
export const runbookTopics = {
  symptom: {
    english: /\b(?:symptoms?|alerts?|alarms?|triggers?|signs?|detect(?:ion)?)\b/,
    korean: /증상|현상|알람|경보/,
  },
  impact: { english: /\b(?:impacts?|effects?|severity|affected|consequences?)\b/, korean: /영향|심각도/ },
  diagnose: {
    english: /\b(?:diagnos(?:e|is|tics)|investigat(?:e|ion)|triage|check|analysis|verify|causes?)\b/,
    korean: /진단|원인|확인|분석/,
  },
  mitigate: {
    english: /\b(?:mitigat(?:e|ion|ions)|remed(?:y|iate|iation)|resol(?:ve|ution)|fix|recover(?:y)?|actions?|steps)\b/,
    korean: /완화|조치|대응|해결/,
  },
  'roll back': { english: /\b(?:roll(?:ing)?[ -]?back|rollback|revert|undo|back ?out)\b/, korean: /롤백|되돌|원복/ },
  escalate: { english: /\b(?:escalat(?:e|ion)|contacts?|who to call|help)\b/, korean: /에스컬레이션|전파|보고|연락/ },
} as const satisfies Synonyms;

/** What a decision says. */
export const decisionTopics = {
  context: { english: /\b(?:context|background|problem|motivation|issue)\b/, korean: /맥락|배경|문맥|문제/ },
  decision: { english: /\b(?:decisions?|solution|proposal|chosen)\b/, korean: /결정/ },
  consequences: {
    english: /\b(?:consequences?|implications?|results?|trade-?offs?|impact|outcome)\b/,
    korean: /결과|영향/,
  },
} as const satisfies Synonyms;

/** Whether a heading or file name speaks of a topic. */
export const speaksOf = ({ english, korean }: Synonyms[string], title: string): boolean => {
  const words = title.toLowerCase();
  return english.test(words) || korean.test(words);
};

/** The topics that no heading speaks of. */
export const missingTopics = <Topic extends string>(
  topics: Readonly<Record<Topic, Synonyms[string]>>,
  titles: readonly string[],
): readonly Topic[] =>
  (Object.keys(topics) as Topic[]).filter((topic) => !titles.some((title) => speaksOf(topics[topic], title)));
