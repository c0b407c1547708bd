package en

import (
	"regexp"

	"sitrep/text"
)

var attribution = text.Attribution{
	Denies: text.WordSet(`
		deny denies denied denying denial denials reject rejects rejected rejecting rejection refute refutes refuted
		refuting dismiss dismisses dismissed dismissing disavow disavows disavowed disavowing repudiate repudiates
		repudiated debunk debunks debunked disprove disproved disputes disputed disputing contradict contradicts
		contradicted contradicting
	`),
	Refusal: regexp.MustCompile(`(?i)^den(?:y|ies|ied|ying) (?:(?:[\w’'-]+ ){0,4}?(?:access|` +
		`entry|passage|visas?|permission|permits?|bail|asylum|sanctuary|safe haven|` +
		`refuge|shelter|treatment|care|services?|` +
		`clearance|overflight|citizenship|parole|food|water|fuel|medicines?|aid|` +
		`(?:the |a |its |his |her |their )?(?:rights?|chance|opportunity|ability))` +
		`(?: (?:to|into|from|for|in|at|on|by|over|because|after|when)\b|[,.;]|$)|` +
		`(?:the )?use of [^,.;]{1,40} to\b)`),
	Disclaims: regexp.MustCompile(`(?i) (?:that|any|all|having|being|\w+ing|reports?|claims?|accusations?|` +
		`allegations?|was|were|is|are|had|has) `),
	Confirms: text.WordSet(`
		confirm confirms confirmed confirming confirmation acknowledge acknowledges acknowledged acknowledging admit
		admits admitted admitting concede concedes conceded conceding verify verifies verified verifying
	`),
	Warns: text.WordSet(`
		warn warns warned warning warnings caution cautions cautioned cautioning threaten threatens threatened
		threatening threat threats alert alerted
	`),
	Promises: text.WordSet(`
		promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing swear swears swore
		guarantee guarantees guaranteed assure assures assured assuring assurance assurances commits committed
		commitment reassure reassured
	`),
	Demands: text.WordSet(`
		demand demands demanded demanding urge urges urged urging insist-on request requests requested requesting
		order orders ordered ordering appeal appeals appealed appealing implore implored implores press pressed
		presses calls-for plead pleaded pleads exhort exhorted instruct instructed summon
	`),
	Claims: text.WordSet(`
		claim claims claimed claiming allege alleges alleged alleging allegedly allegation allegations accuse accuses
		accused accusing accusation accusations assert asserts asserted asserting assertion assertions insist insists
		insisted insisting maintain maintains maintained contend contends contended contending boast boasts boasted
		boasting blame blames blamed blaming purport purported purportedly
	`),

	OutletNouns: text.PhraseList(`
		news agency, newspaper, news outlet, news site, news website, news channel, broadcaster, newswire, news
		service, magazine, daily, tabloid, television channel, TV channel, TV station, radio station, television
		network, television, TV, radio, wire service, weekly
	`),
	Unnamed: text.WordSet(`
		official officials source sources diplomat diplomats aide aides insider insiders report reports rumour rumours
		rumor rumors people person persons someone some many others observers
	`),
	UnnamedUnlessKnown: text.WordSet(`
		adviser advisers advisor advisors witness witnesses resident residents analyst analysts expert experts critics
		supporters lawmaker lawmakers employee employees executive executives staffer staffers commander commanders
		soldier soldiers officer officers negotiator negotiators mediator mediators fighter fighters medic medics
		doctor doctors activist activists survivor survivors eyewitness eyewitnesses villager villagers passer-by
		bystander bystanders operative operatives
	`),
	Anonymity: text.WordSet(`anonymous unnamed unidentified undisclosed anonymity`),
	Institutions: text.WordSet(`
		ministry government army military police force forces kremlin house department agency office service services
		staff command council parliament court campaign party company group organisation organization administration
		embassy committee commission union bank spokesman spokeswoman spokesperson statement study poll survey letter
		document documents data figures law bill constitution president minister chancellor premier king pope governor
		mayor general ambassador secretary chief leader commander-in-chief prosecutor prosecutors authorities
	`),
	Humans: text.WordSet(`
		spokesman spokeswoman spokesperson spokespeople official officials source sources minister president chief
		leader head director secretary commander general officer officers aide aides adviser advisers advisor analyst
		analysts expert experts reporter reporters correspondent correspondents journalist journalists envoy
		ambassador candidate nominee lawmaker lawmakers senator governor mayor supporters voters soldiers troops
		fighters residents employees workers staff member members lawyer lawyers attorney prosecutor diplomat
		diplomats negotiator negotiators executive executives founder chairman chairwoman professor researcher
		researchers author editor columnist
	`),
	Documents: text.WordSet(`
		statement statements data figures report reports document documents letter post posts tweet tweets video
		videos footage study survey poll analysis press-release communique communiqué count tally estimate estimates
		images records message broadcast
	`),
	IssuedBy: text.WordSet(`by from of in`),
	Modifiers: text.WordSet(`
		of for to from with in at on by near against under from about among inside outside into over between
	`),
	Demonyms: text.WordSet(`
		russian iraqi syrian turkish lebanese french german state israeli chinese qatari british polish saudi
	`),
	Telling: text.WordSet(`
		told tell tells telling informed with to by on via in quoted cited quoting citing speaking
	`),
	Citing: text.WordSet(`citing quoting cited quoted cites quotes`),
	HeShe:  text.WordSet(`he she`),
	PlainSaying: text.WordSet(`
		said added told reported announced confirmed denied warned claimed noted stated insisted reiterated demanded
		blamed accused vowed pledged
	`),
	Known:      text.WordSet(`the this that his her their its`),
	Interviews: text.WordSet(`interview statement speaking comments remarks told talking quoted cited`),
	Reporting: text.WordSet(`
		report reports reported reporting reveal reveals revealed publish publishes published say says said saying
		according citing quoted wrote writes cited shows showed show disclosed
	`),
	Calling:    text.WordSet(`call calls called calling`),
	CallingFor: text.WordSet(`for on upon`),
	Negating: text.WordSet(`
		not never n't didn't doesn't don't cannot can't couldn't won't wouldn't hasn't haven't without no neither
		declined decline declines refused refuse refuses refusing declining unable stopped
	`),
	Hedges: text.WordSet(`
		allegedly reportedly purportedly apparently supposedly rumoured rumored seemingly alleged unconfirmed
		unverified seem seems seemed seeming appear appears appeared appearing suggest suggested suggests speculate
		speculated speculates speculation
	`),
	Hearsay: text.WordSet(`report reports rumour rumours rumor rumors speculation some`),
	Maybe:   text.WordSet(`may might`),
	Could:   text.WordSet(`could would likely possibly perhaps`),
	False: text.WordSet(`
		false fake baseless untrue fabricated nonsense groundless lie lies unfounded hoax absurd fabrication
		disinformation
	`),
	It: text.WordSet(`it this that them those these`),
	Charges: text.WordSet(`
		claim claims report reports allegation allegations accusation accusations charge charges responsibility
		involvement rumours rumors suggestion suggestions assertion assertions statement statements
	`),
	Suggesting: text.WordSet(`suggest suggested suggests suggesting`),
	Any:        text.WordSet(`any all responsibility involvement`),
	Comment:    text.WordSet(`comment comments elaborate`),
	Told: text.WordSet(`told informed notified advised warned assured reassured asked ordered instructed briefed
		urged`),
	Reputed: text.WordSet(`said believed thought reported rumoured rumored understood alleged suspected feared presumed
		considered expected known`),
	Called: text.WordSet(`called named identified known dubbed nicknamed codenamed
		based backed led held run linked born allied affiliated controlled`), // "the Turkey based group Name"
	Faced:   text.WordSet(`face faces faced facing`),
	Quoting: text.WordSet(`quoted quotes quoting cited cites`),
	Saying:  text.WordSet(`saying telling stating`),
	Uttering: text.WordSet(`
		said say says saying asked asks told tells added adds wrote writes tweeted tweets posted posts replied replies
		answered answers shouted shouts yelled yells screamed screams read reads joked jokes quipped quips recalled
		recalls continued continues explained explains insisted insists noted notes argued argues warned warns
		declared declares announced announces exclaimed exclaims cried cries whispered whispers testified testifies
		concluded concludes observed observes remarked remarks responded responds stated states claimed claims
		admitted admits boasted boasts scolded scolds mused muses urged urges vowed vows pledged pledges confirmed
		confirms denied denies reported reports countered counters retorted retorts laughed laughs sighed sighs
		snapped snaps lamented laments stressed stresses predicted predicts acknowledged acknowledges reiterated
		reiterates mocks mocked chants chanted sings sang implored beamed joked gushed fumed thundered quips called
		calls commented comments complained complains demanded demands pleaded pleads
	`),
	Finite: text.WordSet(`
		said demanded warned accused vowed pledged promised denied rejected confirmed announced claimed insisted urged
		condemned threatened called dismissed
	`),
	SayingPlainly: text.WordSet(`
		told said says stated confirmed confirms denied denies announced announces warned warns claimed claims added
		insisted reiterated
	`),
	Auxiliaries: text.WordSet(`had has have also later earlier`),
	Silent: text.WordSet(`
		answer answered respond responded responding reply replied comment commented commenting elaborate elaborated
		specify specified say said saying disclose disclosed reveal revealed identify identified name named explain
		explained give given provide provided release released tell told
	`),
	Unspoken: text.WordSet(`
		not n't didn't doesn't don't couldn't can't cannot wouldn't won't hasn't haven't declined declines decline
		declining refused refuses refusing unable without
	`),
	Deeds: text.WordSet(`
		pulled pull pulling dragged dug digging recovered recovering retrieved retrieving evacuated evacuating carried
		carrying rushed buried burying fired firing launched launching struck striking hit hitting destroyed destroying
		killed killing wounded wounding injured injuring seized seizing captured capturing shot shooting bombed bombing
		shelled shelling raided raiding stormed storming entered entering searched searching combed sifted cleared
		clearing treated treating rescued rescuing freed freeing released arrested arresting detained detaining
		intercepted intercepting downed fended fending repelled repelling thwarted thwarting endeavored endeavoured
		attempted tried sought underscoring underlining highlighting fueling fuelling prompting sparking reflecting
		deepening heightening
	`),
	Taking:  text.WordSet(`claimed claims claim claiming`),
	Lost:    text.WordSet(`lives life victim victims casualties`),
	Finding: text.WordSet(`found find finds finding discovered discovers located spotted saw see seen`),
	Whose:   text.WordSet(`whose`),
	Joining: text.WordSet(`which that who`),
	Since:   text.WordSet(`after before since following`),
}
