// Scores one page as Mozilla's HTTP Observatory does: observatory.mjs PACKAGE HOST HTTP_PORT HTTPS_PORT PATH COOKIE
// The package's own command asks for the start page on the usual ports only; this calls its parts in the same order.
const [, , folder, host, httpPort, httpsPort, path, cookie] = process.argv;
const part = (name) => import(`${folder}/src/${name}.js`);
const { getGradeForScore, getScoreModifier } = await part("grader/grader");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await part("grader/charts");
const headers = ["Accept: text/html", ...(cookie ? [`Cookie: ${cookie}`] : [])];
const found = await (await part("retriever/retriever")).retrieve(host, { httpPort, httpsPort, path, headers });
const tests = (await part("constants")).ALL_TESTS.map((test) => test(found));
const points = tests.map(({ result }) => getScoreModifier(result));
const sum = (kept) => points.filter(kept).reduce((all, point) => all + point, 100);
const without = sum((point) => point < 0);
const { score, grade } = getGradeForScore(without >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(() => true) : without);
const failed = tests.filter(({ pass }) => !pass).map(({ result }) => result);
console.log(JSON.stringify({ status: found.responses.auto?.status, score, grade, failed }));
