// Scores one page as Mozilla's HTTP Observatory does: observatory.mjs PACKAGE HOST HTTP_PORT HTTPS_PORT PATH COOKIE
// The package's own scan() asks for the start page on the usual ports only; this calls its parts in the same order.
const [, , folder, host, httpPort, httpsPort, path, cookie] = process.argv;
const part = (name) => import(`${folder}/src/${name}.js`);
const { retrieve } = await part("retriever/retriever");
const { ALL_TESTS } = await part("constants");
const { getGradeForScore, getScoreModifier } = await part("grader/grader");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await part("grader/charts");

const headers = ["Accept: text/html", ...(cookie ? [`Cookie: ${cookie}`] : [])];
const found = await retrieve(host, { httpPort, httpsPort, path, headers });
const tests = ALL_TESTS.map((test) => test(found));
const points = tests.map(({ result }) => getScoreModifier(result));
const add = (sum, point) => sum + point;
const lost = points.filter((point) => point < 0).reduce(add, 0);
const earned = points.reduce(add, 0);
const { score, grade } = getGradeForScore(100 + (100 + lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? earned : lost));

const failed = tests.filter(({ pass }) => !pass).map(({ result }) => result);
console.log(JSON.stringify({ status: found.responses.auto?.status, score, grade, failed }));
