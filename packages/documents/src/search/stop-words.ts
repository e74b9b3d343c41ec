/**
 * English function words, which no text is about. Parts of contractions ("don", "ll") are among them, since an
 * apostrophe parts a word.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again against ain all also am an and any are aren as at be because been before being below
  between both but by can cannot could couldn d did didn do does doesn doing don down during each either else ever
  every few for from further get gets got had hadn has hasn have haven having he hence her here hers herself him
  himself his how however i if in instead into is isn it its itself just let like ll m many may me might mightn more
  most much must mustn my myself need needn neither no nor not now of off often on once one only or other others our
  ours ourselves out over own per please quite rather re really s same shall shan she should shouldn since so some
  such t than that the their theirs them themselves then there therefore these they this those though through thus to
  together too toward towards under until up upon us use used uses using ve very via was wasn we well were weren what
  whatever when where whether which while who whom whose why will with within without won would wouldn yet you your
  yours yourself`.split(/\s+/u),
)

/** Words that say how something is asked, or else are all that is asked for: "How do cells work?", "What is work?" */
export const askingWords =
  `define definition describe explain explanation meaning mean means tell show know name call called happen happens
  work works kind sort type main important example give given say says said question answer`
