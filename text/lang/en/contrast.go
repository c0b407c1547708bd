package en

import (
	"strings"

	"sitrep/text"
)

var contrast = text.Contrast{
	Retracts: text.WordSet(`
		correct corrects corrected correcting correction corrections retract retracts retracted retraction wrong
		wrongly
		mistake mistaken mistakenly mistakes error errors erroneous erroneously slip premature prematurely deleted
		delete
		deletes revise revises revised revision recount recounted miscount miscounted misread misheard misquoted
		misprint typo mistranslated mistranslation misidentified misunderstood misunderstanding mix-up mixed confused
		confusion apologise apologised apologises apologize apologized apologizes apology regrets regretted inaccurate
		inaccurately incorrect incorrectly rectified rectifies amends amended adjusted adjusts adjust backtracked
		backtracks walked withdrawn withdrew withdraws erratum replaced overstated understated exaggerated
		overestimated underestimated duplicate duplicated twice reconsidered recants recanted restated
	`),
	RetractPhrases: text.PhraseList(`
		was wrong, were wrong, had been wrong, got it wrong, took back, taken back, takes back, in place of its first,
		instead of its first, earlier report, earlier said, had said earlier, first said, first reported, had
		first said,
		initially said, initially reported, previously said, earlier statement, earlier figure, earlier count, first
		count, first version, own report, own statement, own claim, withdrew its, withdrew the report, withdrew his,
		withdrew her, walked back, not true after all, after all, turned out, turns out, found out, it emerged, put it
		right, set the record straight, counted twice, added twice, counted double, by mistake, in error, no longer
		maintains, no longer says, no longer speaks, now says, now say, now speaks, now puts, on closer inspection,
		after checking, after a check, on second thoughts, mixed up, struck from, taken off, stands corrected,
		spoke too
		soon, spoken too soon, too early, too hastily, false alarm, old footage, old video, old picture, removed its,
		removed the post, removed his, pulled its, pulled the story, its first bulletin, its first report
	`),
	Specifies: text.WordSet(`
		clarify clarifies clarified clarifying clarification specify specifies specified specifying explained explains
		explaining precise precisely exactly rather actually added updated updates update details detailed namely
		meant means
	`),
	Parts: text.WordSet(`
		part parts partly partially half some only just few fewer less most several remaining rest except including
		both either two-thirds third quarter majority almost nearly all another other others alone more
	`),
	Changes: text.WordSet(`
		rose rise rises risen rising increase increased increases grown grew grows growing climbed climbs jumped
		raised
		raises gone number toll count total figure counts stands put puts lowered lowers fell fallen reduced reduces
		dropped cut longer shorter later earlier higher lower tally counted lasted
	`),
	Denies: text.WordSet(`
		deny denies denied denying denial denials refute refutes refuted rebut rebuts rebutted reject rejects rejected
		dispute disputes disputed contradict contradicts contradicted false fake invented invention fabricated
		fabrication lie lies untrue nonsense hoax baseless unfounded groundless fiction fairy propaganda dismisses
		dismissed disputing contrary rumour rumor rumours myth answered countered retorted assert asserts insists
		insisted
	`),
	Negates: text.WordSet(`
		not no never nobody none nothing nowhere neither nor without didn't doesn't don't wasn't weren't isn't aren't
		hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't fail fails failed failing failure refuse
		refuses refused refusing refusal unable lack lacks lacked hardly unsigned unharmed untouched unhurt undamaged
		instead missed misses
	`),
	Admits: text.WordSet(`
		admit admits admitted admitting acknowledge acknowledges acknowledged concede concedes conceded confirm
		confirms
		confirmed own owned
	`),
	Remains: text.WordSet(`
		still stay stays stayed remain remains remained remaining untouched intact unharmed unhurt undamaged survive
		survives survived unchanged continue continues continued holds kept keep keeps safe safely lived alive whole
		standing waiting waits waited unsigned empty-handed everything
	`),
	Plans: text.WordSet(`
		will would may might could shall should plan plans planned planning ready intend intends intended hope hopes
		hoped expect expects expected due scheduled soon within tomorrow consider considers considering prepare
		prepares
		preparing prepared threaten threatens threatened warn warned warns offer offers offered want wants wanted
		promise promised promises pledge pledged pledges about want ahead upcoming coming going before unless if wants
		demand demands demanded urge urges urged call calls called ask asks asked proposes proposed propose discuss
		discusses discussing set aims aim draft drafts drafted announces announced intention next possible possibly
		likely debate debates try tries seeks
	`),
	Again: text.WordSet(`
		again later earlier previous previously following next last second third fourth another new former once
		already
		before after ago past since prior subsequent repeat repeated anew
	`),
	Times: text.WordSet(`
		monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
		september october november december spring summer autumn fall winter week weeks month months year years
		yesterday today tomorrow tonight overnight eve christmas easter ramadan weekend morning evening night noon
		midnight dawn dusk afternoon decade decades century holiday season day days
	`),
	Opposites: opposites(`
		live: died dead die killed kill kills death deaths perished drowned lost corpses bodies victims /
			survived survive survives alive lived lives living unhurt unharmed safe safely spared healthy well rescued
		stand: destroyed wrecked ruined razed demolished burnt burned collapsed flattened damaged ruins sank sunk sink
			destroys wreckage gutted /
			intact untouched undamaged stands standing whole unscathed afloat repaired mended rebuilt
		hit: hit struck hits strikes reached landed fell crashed /
			missed misses intercepted downed overshot harmlessly repelled stopped
		hold: captured seized took taken take occupied conquered retook recaptured liberated taking entered overran
			controls control fallen /
			lost repelled repulsed held defended holds ours defenders pushed beaten
		free: freed released release releases free liberty home exchanged swapped handed returned acquitted pardoned /
			captive captives captivity arrested detained jailed held hold holds imprisoned custody cell jail prison
			sentenced convicted kidnapped abducted hostage
		open: opened open opens reopened reopening lets through passable /
			closed close closes shut sealed blocked barred closure impassable
		agree: agreed agree agrees accepted accept accepts approved signed signs consented yes backed endorsed adopted
			passed ratified agreement signature /
			rejected reject rejects refused refuse refuses turned vetoed no opposed declined spurned voted-down torn
			disagreed unsigned
		go: began begun started starts resumed resumes running runs operating back working restored reconnected online
			on continued continues /
			stopped stops halted suspended suspends ended ends ceased interrupted paused broke cancelled canceled
			stopped off shut standstill dark disconnected offline down out
		stay: left leave leaves withdrew withdraw withdrawn pulled out departed fled abandoned retreated evacuated
			gone /
			stayed stay stays remained remain remains arrived entered returned reinforced moved advanced dug
		office: appointed appoint named elected sworn installed reinstated promoted inaugurated keeps stays /
			dismissed sacked fired resigned ousted removed deposed quit suspended demoted
		give: gave given delivered delivers supplied sent sends provided paid granted received shipped handed
		transferred
			arrived donated /
			withheld froze frozen cut stopped suspended refused denied blocked kept waiting delayed
		impose: imposed impose tightened banned ban bans forbade extended prolonged introduced /
			lifted lift eased allowed allows permitted scrapped dropped abolished repealed expired
		win: won win wins victory beat defeated ahead /
			lost lose loses defeat beaten behind
		rise: rose risen increased grew climbed raised up more higher /
			fell fallen decreased shrank dropped lowered down less lower fewer
		truth: confirmed confirms confirm admitted admits acknowledged true proven verified /
			denied denies deny false fake refuted untrue invented disputed
		meet: met meet meets talked spoke negotiated received hosted shook /
			avoided snubbed refused boycotted absent alone
		guilt: guilty convicted sentenced jailed condemned /
			acquitted innocent cleared pardoned
		break: broke broken violated violates breached fired attacked shelled /
			held holds kept observed quiet silent respected calm
		light: electricity power light lit restored /
			dark darkness blackout outage unlit
		tie: restored recognised recognized resumed joined normalised /
			severed cut broke recalled expelled withdrew
	`),
	Same: alike(`
		ceasefire: truce cease-fire armistice lull
		agreement: deal accord pact treaty settlement memorandum
		attack: strike strikes attacks raid raids assault assaults struck attacked hit hits bombed bombing bombardment
		kill: killed kills died dead deaths die slain lives victims death perished fatalities
		wound: wounded injured hurt injuries wounds injures wounding injuring casualties
		talk: met talks meeting negotiations talked negotiated discussions discussed meet summit conferred
		president: premier
		minister: ministry diplomat
		soldier: soldiers troops servicemen fighters forces army military men
		captive: prisoners captives hostages prisoner hostage pows captured
		release: released freed freeing releases free let
		take: captured seized took taken occupied taking conquered capture
		vote: voted votes passed approved adopted ballots
		arrest: arrested detained detention custody held arrests
		sentence: sentenced jailed years prison jail
		envoy: ambassador diplomat emissary envoys
		plane: aircraft jet jets planes warplane warplanes fighter
		child: children pupils schoolchildren schoolgirls students kids boys girls pupil
		abduct: abducted kidnapped kidnapping kidnap carried seized abduction
		reporter: journalist journalists reporters correspondent
		close: closed shut sealed closes
		open: opened reopened opens
		house: houses homes home
		civilian: civilians people residents passengers inhabitants villagers persons
		money: dollars euros million billion
		electricity: power energy grid
		fire: blaze burned burning burnt flames
		ship: vessel boat tanker ships freighter
		aid: supplies relief food humanitarian assistance
		say: said says told announced stated according reported declared wrote
	`),
}

// opposites reads lines "name: words / words" into word → end.
func opposites(s string) map[string]string {
	m := map[string]string{}
	name, end := "", "+"
	for w := range strings.FieldsSeq(s) {
		switch {
		case strings.HasSuffix(w, ":"):
			name, end = w[:len(w)-1], "+"
		case w == "/":
			end = "-"
		default:
			m[w] += " " + name + end
		}
	}
	return m
}

// alike reads lines "name: words" into word → name.
func alike(s string) map[string]string {
	m := map[string]string{}
	name := ""
	for w := range strings.FieldsSeq(s) {
		if strings.HasSuffix(w, ":") {
			name = w[:len(w)-1]
			m[name] = name
		} else if m[w] == "" {
			m[w] = name
		}
	}
	return m
}
