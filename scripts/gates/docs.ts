// What the documents say about the project is so: the paths they name exist and the table of errors is the code's. And no
// file names what holds on one machine only.
import { docPathProblems } from './doc-paths.ts'
import { errorsPageProblems } from './errors-page.ts'
import { conclude } from './gate.ts'
import { hygieneProblems } from './hygiene.ts'
import { projectRoot } from './project-files.ts'

conclude([...docPathProblems(projectRoot), ...errorsPageProblems(projectRoot), ...hygieneProblems(projectRoot)])
