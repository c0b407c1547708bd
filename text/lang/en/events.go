package en

import (
	"strings"

	"sitrep/text"
)

// events lists what is told of conflicts, politics and disasters. The acts are PLOVER's; where PLOVER's manual and its
// coders differ, the coders: a conviction accuses, a deal that is signed supports.
var events = text.Events{
	Words:   rows(eventWords),
	Inflect: inflect,
	Plural:  plural,

	Planned: text.WordSet(`
		plan plans planned planning agree agrees agreed agreeing pledge pledges pledged pledging promise promises
		promised promising vow vows vowed vowing intend intends intended intending prepare prepares prepared preparing
		decide decides decided deciding set due scheduled expect expects expected order orders ordered ordering
		announce announces announced announcing ready poised offer offers offered offering approve approved approves
		authorise authorised authorize authorized authorizes authorises commit committed about going aim aims aimed
		aiming mull mulls mulled mulling schedule proposed bound slated undertake undertook preparations plans
		promises pledges intention decision orders willing willingness preparing
	`),
	Possible: text.WordSet(`
		threaten threatens threatened threatening threat threats urge urges urged urging ask asks asked asking demand
		demands demanded demanding call calls called calling appeal appeals appealed appealing request requests
		requested requesting want wants wanted wanting hope hopes hoped hoping fear fears feared fearing seek seeks
		sought seeking warn warns warned warning try tries tried trying attempt attempts attempted attempting consider
		considers considered considering propose proposes proposing need needs needed allow allows allowed allowing
		suggest suggests suggested risk risks bid bids push pushes pushed pressure pressured invite invites invited
		likely possibility prospect prospects possible able must encourage encouraged recommend recommended
		calls-for proposal proposals fail-safe efforts effort
	`),
	Prevented: text.WordSet(`
		deny denies denied denying denial denials refuse refuses refused refusing refusal decline declines declined
		declining fail fails failed failing failure reject rejects rejected rejecting rejection rule-out cancel
		cancels
		cancelled canceled cancelling canceling prevent prevents prevented preventing foil foils foiled thwart thwarts
		thwarted avert averts averted avoid avoids avoided stop stops stopped stopping block blocks blocked blocking
		abandon abandons abandoned abandoning halt halts halted oppose opposes opposed opposing rebuff rebuffed forbid
		forbade dismiss dismisses dismissed refute refuted refutes postpone postpones postponed scrap scraps scrapped
		escaped escape unable
	`),
	Happening: text.WordSet(`
		begin begins began begun start starts started continue continues continued manage manages managed happen
		happened proceed proceeded used help helps helped resume resumes resumed forced force
	`),
	WillWords: text.WordSet(`will 'll ’ll shall won't would 'd ’d`),
	MayWords: text.WordSet(`
		may might could can should must cannot can't couldn't wouldn't shouldn't ought
	`),
	NotWords: text.WordSet(`
		not never n't no nor neither without didn't doesn't don't wasn't weren't isn't aren't hasn't haven't hadn't
		won't wouldn't can't cannot couldn't shouldn't nobody none hardly
	`),
	Future:   text.WordSet(`planned upcoming forthcoming scheduled proposed future impending looming tomorrow next`),
	Doubtful: text.WordSet(`possible potential feared threatened attempted failed foiled would-be alleged`),
	Unless:   text.WordSet(`if unless whether until`),
	Empty: text.WordSet(`
		carry carries carried carrying conduct conducts conducted conducting launch launches launched launching hold
		holds held holding stage stages staged staging mount mounts mounted make makes made making take takes took
		taken taking give gives gave given giving have has had having begin begins began begun beginning start starts
		started starting reach reaches reached reaching sign signs signed signing strike struck deliver delivered
		delivers issue issues issued issuing impose imposes imposed imposing declare declares declared declaring open
		opens opened opening perform performed execute executed undergo suffer suffers suffered face faces faced see
		saw seen sees continue continues continued continuing step stepped intensify intensified resume resumed renew
		renewed perpetrate perpetrated commit committed committing out up
	`),
	Agents:   text.WordSet(`by`),
	Objects:  text.WordSet(`on against of at in near to into for over toward towards from`),
	Withs:    text.WordSet(`with between among and`),
	Joins:    text.WordSet(`of in at near for from on against to outside inside around across off`),
	Launches: text.WordSet(`launch fire lob rain unleash hurl lob drop send`),
	Weapons: map[string]string{
		"missile": "missile strike", "missiles": "missile strike", "rocket": "missile strike",
		"rockets": "missile strike", "drone": "drone strike", "drones": "drone strike", "uavs": "drone strike",
		"shells": "shelling", "mortars": "shelling", "artillery": "shelling", "mortar": "shelling",
		"bombs": "air strike", "bomb": "air strike", "grenade": "grenade attack", "grenades": "grenade attack",
		"projectiles": "missile strike", "projectile": "missile strike", "shots": "attack", "salvo": "missile strike",
		"barrage": "missile strike", "gas": "chemical attack", "bullets": "attack", "munitions": "air strike",
	},
	Armies: text.WordSet(`
		army military government troops soldiers police security state navy federal national regime ministry marines
		airforce servicemen commandos officers authorities regulars coalition
	`),
	Insurgents: text.WordSet(`
		rebel rebels militant militants militia militias insurgent insurgents guerrilla guerrillas fighter fighters
		gunman gunmen jihadist jihadists jihadi jihadis extremist extremists terrorist terrorists separatist
		separatists paramilitary paramilitaries islamist islamists bandits gang gangs mujahideen militiamen
		opposition armed warlord faction factions
	`),
	Protesters: text.WordSet(`
		protester protesters protestor protestors demonstrator demonstrators rioter rioters marchers activists crowd
		crowds students strikers mob
	`),
	Passages: map[string]float64{
		"strait": 8, "straits": 8, "canal": 8, "waterway": 8, "waterways": 8, "airspace": 8, "skies": 8, "border": 8,
		"borders": 8, "frontier": 8, "frontiers": 8, "ports": 8, "harbours": 8, "harbors": 8, "sea": 8, "seas": 8,
		"waters": 8, "port": 7, "harbour": 7, "harbor": 7, "crossings": 7, "airports": 7, "corridor": 7,
		// called by their names alone
		"hormuz": 8, "bosphorus": 8, "bosporus": 8, "dardanelles": 8, "suez": 8, "mandab": 8, "mandeb": 8,
		"malacca": 8,
	},
	Authorities: text.WordSet(`
		guard guards fleet president minister ministers premier cabinet parliament lawmakers junta governor
		administration council ruler rulers leader leaders regulator kingdom republic it he she they we
	`),
	Ranks: map[string]float64{
		"president": 3, "premier": 3, "king": 3, "chancellor": 3, "pope": 3, "emir": 3, "monarch": 3, "queen": 3,
		"minister": 2, "leader": 2, "chief": 1.5, "general": 1.5, "commander": 1.5, "ambassador": 1.5, "governor": 1,
		"senator": 1, "mayor": .7, "parliament": 1.5, "embassy": 1.5, "consulate": 1, "kremlin": 2, "pentagon": 1,
		"hospital": 1, "school": 1, "mosque": .8, "church": .8, "nuclear": 1.5, "airport": .8, "capital": 1,
		"journalist": .6, "children": .8, "civilians": .6, "peacekeepers": .8, "un": .6, "nato": .8, "dictator": 2.5,
	},
	Singular: text.WordSet(`a an another each every this one`),
	SiteWords: text.WordSet(`
		hospital school mosque church synagogue airport airbase base embassy consulate bridge dam station plant
		factory refinery depot warehouse market camp prison checkpoint crossing port university building headquarters
		barracks house home hotel village square stadium court clinic shelter kindergarten theatre theater palace
		bazaar airfield mine ship tanker bus train convoy
	`),
	LastDays: map[string]int{
		"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "overnight": -1,
	},
	Next:   text.WordSet(`next coming`),
	Last:   text.WordSet(`last past previous`),
	Weeks:  map[string]int{"week": 7, "month": 30, "weekend": 7, "year": 365, "night": 1},
	Units:  map[string]int{"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3650},
	Ago:    text.WordSet(`ago`),
	During: text.WordSet(`in since during`),
}

// told is one row of eventWords.
type told struct{ act, kind, opposition, verbs, nouns string }

var eventWords = []told{
	// Force.
	{"ASSAULT", "air strike", "", "bomb, bombard, carpet-bomb, strafe", `
		air strike, airstrike, air-strike, air raid, aerial bombardment, air attack, bombing raid, air campaign,
		bombing campaign, aerial attack, air bombardment`},
	{"ASSAULT", "drone strike", "", "", "drone strike, drone attack, uav attack, drone raid"},
	{"ASSAULT", "missile strike", "", "", `
		missile strike, missile attack, rocket attack, rocket strike, missile barrage, rocket barrage, rocket fire,
		missile launch, barrage`},
	{"ASSAULT", "shelling", "", "shell, pound, mortar", `
		shelling, artillery fire, mortar attack, artillery strike, bombardment, artillery attack, mortar fire,
		artillery shelling, mortar shell, artillery barrage`},
	{"ASSAULT", "attack", "hit+", "strike, hit, target", "strike"},
	{"", "", "", "launch, lob, rain, unleash, hurl", ""},
	{"ASSAULT", "attack", "", `
		attack, assault, ambush, raid, storm, fire on, fire at, open fire, shoot at, launch an attack, assail,
		torpedo,
		invade, hack, maul, stab, beat, beat up, wound, injure, maim, massacre, slaughter, torture, brutalise,
		brutalize, rampage, overrun`, `
		attack, assault, ambush, raid, onslaught, offensive, incursion, invasion, shooting, massacre, atrocity,
		stabbing,
		cyberattack, cyber attack, torture, beating, hostilities, violence, counteroffensive, counter-offensive,
		military operation, military action, ground operation, ground invasion, ground offensive, aggression,
		gunfire`},
	{"ASSAULT", "killing", "live-", `
		kill, murder, assassinate, execute, gun down, shoot dead, slay, behead, hang, lynch, gas, shoot, eliminate,
		behead, decapitate, liquidate, decimate`, `
		killing, murder, assassination, execution, slaying, beheading, homicide, fatality, casualty`},
	{"ASSAULT", "fighting", "", "clash, fight, battle, skirmish, exchange fire, trade fire, duel", `
		clash, fighting, battle, skirmish, gun battle, gunbattle, firefight, combat, fight, exchange of fire,
		confrontation, gunfight, shootout, shoot-out, hostility, infighting`},
	{"ASSAULT", "bombing", "", "blow up, detonate, explode, go off, booby-trap", `
		bombing, car bomb, explosion, blast, bomb attack, roadside bomb, ied, landmine, land mine, car bombing,
		bomb blast,
		bomb explosion, truck bomb, explosive device, parcel bomb, letter bomb, improvised explosive device`},
	{"ASSAULT", "suicide bombing", "", "blow himself up, blow herself up, blow themselves up", `
		suicide bombing, suicide bomb, suicide attack, suicide bomber, suicide blast, suicide car bomb, suicide
		explosion`},
	{"ASSAULT", "grenade attack", "", "", "grenade attack, grenade, hand grenade, grenade blast, grenade explosion"},
	{"ASSAULT", "chemical attack", "", "poison", `
		chemical attack, gas attack, chemical weapon, poison gas, sarin attack, chlorine attack, chlorine gas, sarin,
		nerve agent, poisoning, chemical weapons attack, mustard gas, toxic gas, nerve gas`},
	{"ASSAULT", "sexual violence", "", "rape, molest, sexually assault, gang-rape, sexually abuse", `
		rape, sexual violence, sexual assault, sexual abuse, sexual harassment, gang-rape, gang rape, molestation`},
	{"ASSAULT", "abduction", "free-", "abduct, kidnap, take hostage, hijack, snatch, carry off, go missing", `
		abduction, kidnapping, hijacking, hostage-taking, kidnap, disappearance, enforced disappearance`},
	{"ASSAULT", "destruction", "stand-", `
		destroy, demolish, raze, torch, burn, set fire to, set ablaze, set alight, burn down, vandalise,
		vandalize, loot,
		ransack, bulldoze, wreck, damage, level, flatten, sink, sabotage, pillage, desecrate, devastate, ravage`, `
		destruction, demolition, arson, looting, arson attack, vandalism, sabotage, razing, pillaging`},
	{"ASSAULT", "territory taken", "hold+", `
		capture, seize, occupy, take control of, overrun, conquer, take over, annex, advance into, gain control of,
		push into, enter, encircle, besiege, surround, seize control of, advance on, storm into, take the town,
		wrest, penetrate`, `
		capture, seizure, occupation, takeover, annexation, conquest, siege, encirclement`},
	{"ASSAULT", "territory retaken", "hold+", `
		retake, recapture, regain, liberate, reclaim, recover, regain control of, retake control of, win back,
		take back,
		free the town, clear`, "recapture, liberation, retaking"},
	{"", "territory lost", "hold-", "lose, lose control of, fall, cede, hand over, abandon, surrender", `
		fall of, loss of, handover`},
	{"ASSAULT", "repulse", "hold-", `
		repel, repulse, drive back, beat back, fend off, push back, drive out, expel from`, ""},
	{"YIELD", "withdrawal", "deploy-", `
		withdraw, pull out, retreat, pull back, withdraw from, evacuate, leave the town, demobilise, demobilize,
		disengage,
		lay down, disarm, disband`, `
		withdrawal, pullout, retreat, pullback, troop withdrawal, disengagement, disarmament, demobilisation,
		demobilization, ceding`},
	{"MOBILIZE", "movement", "deploy+", `
		deploy, mobilise, mobilize, mass, send troops, reinforce, redeploy, regroup, gather forces, amass, station,
		dispatch, beef up, put on alert, remain on alert, place on alert, call up, rally troops, move troops, enlist,
		conscript, recruit, militarise, militarize, patrol`, `
		deployment, mobilisation, mobilization, reinforcement, redeployment, troop movement, build-up, buildup,
		convoy,
		conscription, recruitment, high alert, arms race, troop presence`},
	{"MOBILIZE", "base", "", `
		set up a base, establish a base, build a base, set up headquarters, set up camp, establish headquarters,
		set up,
		establish, set up a camp, set up a checkpoint`, `
		new base, military base, headquarters, training camp, command centre, command center, outpost`},
	{"", "intercept", "hit-", `
		intercept, shoot down, defuse, confiscate, foil, thwart, disarm, down, dismantle, miss, find weapons,
		seize weapons,
		recover weapons, uncover, unearth`, `
		interception, arms cache, weapons cache, arms seizure, weapons seizure, arms haul, cache of weapons,
		stockpile,
		cache`},

	// Protest.
	{"PROTEST", "protest", "", `
		protest, demonstrate, march, rally, picket, go on strike, walk out, stage a protest, take to the streets,
		boycott,
		stop work, go on hunger strike, stage a sit-in, chant, gather in protest, strike for`, `
		protest, demonstration, rally, march, sit-in, hunger strike, vigil, picket, general strike, walkout, protest
		march, mass protest, labour strike, uprising, unrest, boycott, street protest, sit-down`},
	{"PROTEST", "riot", "", `
		riot, burn the flag, throw stones, hurl stones, pelt, block roads, set tyres, smash, burn tyres, throw
		petrol bombs,
		rampage through`, `
		riot, rioting, violent protest, unruly protest, violent demonstration, petrol bomb, stone-pelting`},
	{"COERCE", "dispersal", "", `
		disperse, break up, fire tear gas, use tear gas, fire water cannon, quell, tear-gas`, `
		dispersal, tear gas, water cannon, water cannons, teargas`},
	{"COERCE", "crackdown", "", "crack down, fire on protesters, suppress, repress, put down", `
		crackdown, repression, suppression, rubber bullet`},
	{"ASSAULT", "mob violence", "", "lynch", "mob violence, lynching, mob attack, communal violence, mob, vigilante"},

	// Coercion.
	{"COERCE", "arrest", "free-", `
		arrest, detain, imprison, jail, take into custody, round up, apprehend, hold captive, incarcerate, intern,
		nab,
		place under house arrest, lock up, capture alive, remand, handcuff, arrest a suspect`, `
		arrest, detention, imprisonment, house arrest, custody, mass arrest, roundup, arrest warrant, apprehension`},
	{"ACCUSE", "trial", "guilt+", `
		charge, indict, prosecute, convict, sentence, sue, try, put on trial, find guilty, file a lawsuit,
		investigate,
		probe, impeach, file charges, file a complaint, open an investigation, launch an investigation, order an
		investigation, court-martial, arraign, condemn to, fine, open a probe, launch legal action, subpoena, take to
		court, open an inquiry, launch an inquiry, launch a probe, order the retrial, interrogate, summon`, `
		indictment, conviction, prosecution, lawsuit, sentence, trial, investigation, probe, inquiry, charge, criminal
		complaint, retrial, verdict, impeachment, legal action, war crimes trial, interrogation`},
	{"YIELD", "trial", "guilt-", `
		acquit, pardon, exonerate, drop charges, drop the charges, commute, amnesty, overturn`, `
		acquittal, pardon, amnesty, clemency`},
	{"COERCE", "law", "allow-", `
		ban, outlaw, prohibit, forbid, bar, impose a curfew, declare martial law, declare a state of emergency,
		censor,
		restrict, expropriate, nationalise, nationalize, revoke, blacklist, block access, curb, shut down, impose a
		blockade, declare a state of siege, criminalise, criminalize, strip, impose restrictions, deny entry, silence,
		extend the state of emergency, tighten restrictions`, `
		ban, curfew, martial law, state of emergency, restriction, crackdown on, censorship, blockade, travel ban,
		lockdown, prohibition`},
	{"COERCE", "displacement", "", `
		deport, displace, evict, expel, forcibly transfer, uproot, drive from, banish, exile, repatriate`, `
		deportation, displacement, eviction, expulsion, forced transfer, ethnic cleansing, repatriation`},
	{"", "displacement", "", "flee, escape to, seek refuge", "exodus, influx of refugees, flight of"},
	{"COERCE", "sanctions", "impose+", `
		sanction, impose sanctions, slap sanctions, freeze assets, embargo, impose tariffs, impose an embargo, slap
		tariffs, freeze the assets, confiscate, impose new sanctions`, `
		sanction, embargo, tariff, asset freeze, arms embargo, trade war`},
	{"YIELD", "sanctions", "impose-", `
		lift sanctions, ease sanctions, lift a ban, lift, ease, relax, lift the ban, lift restrictions, lift the
		siege, ease
		restrictions, waive, unfreeze, repeal, rescind, unblock, lift a state of emergency, lift the curfew`, `
		easing, sanctions relief, lifting of sanctions`},
	{"COERCE", "diplomacy", "tie-", `
		expel diplomats, expel the ambassador, expel an ambassador, expel envoys, oust, raid the embassy`, `
		expulsion of diplomats, expulsion of ambassador`},
	{"SANCTION", "diplomacy", "tie-", `
		recall its ambassador, recall the ambassador, cut ties, sever ties, break off relations, sever relations,
		sever
		diplomatic relations, break off ties, cut off, cut diplomatic ties, close its embassy, break ties, downgrade
		relations, withdraw its ambassador, suspend ties, suspend relations, recall, suspend diplomatic relations, end
		relations, withdraw peacekeepers, cut diplomatic relations`, "severing of ties, diplomatic row"},
	{"SANCTION", "aid", "give-", `
		suspend aid, cut aid, withhold, cut off aid, halt aid, freeze aid, suspend humanitarian aid, end aid,
		reduce aid,
		suspend military aid, suspend assistance, cut funding, suspend, discontinue, reduce, cut, scale back, end
		mediation, stop funding, slash, terminate, freeze, halt, pull funding`, `
		suspension, aid cut, cutoff, funding cut, discontinuation, suspension of aid`},
	{"SUPPORT", "diplomacy", "tie+", `
		restore ties, restore relations, establish diplomatic relations, recognise, recognize, restore diplomatic
		relations, normalise, normalize, reopen its embassy, resume relations, resume diplomatic relations,
		re-establish
		relations, open an embassy, establish diplomatic ties, normalise relations, normalize relations`, `
		normalisation, normalization, recognition, diplomatic recognition, rapprochement`},
	{"COERCE", "closure", "open-", `
		close, shut, seal off, block, close its borders, close the border, shut down, seal, blockade, cordon off,
		barricade,
		close off, stop the work`, "closure, shutdown, closing"},
	{"YIELD", "closure", "open+", "reopen, open its borders, open the border, unblock, open", "reopening, opening"},

	// Release, ceasefire, agreement.
	{"YIELD", "release", "free+", `
		release, free, set free, rescue, let go, exonerate, grant bail, order the release, unconditionally
		release, set
		prisoners free, hand back, return, parole, release on bail`, `
		release, freeing, rescue, bail, repatriation of prisoners, return`},
	{"YIELD", "law", "allow+", `
		allow, permit, grant permission, legalise, legalize, grant amnesty, let, concede, accede, compromise, back
		down,
		apologise, apologize, step aside, accept the demand, soften, relent, give in, grant autonomy, legitimise,
		cave in,
		capitulate, grant access, grant, admit`, `
		permission, concession, apology, autonomy, compromise, capitulation`},
	{"YIELD", "prisoner exchange", "", `
		exchange prisoners, swap prisoners, swap, exchange captives, exchange, hand over prisoners, trade
		prisoners`, `
		prisoner swap, prisoner exchange, exchange of prisoners, swap, swap of prisoners, exchange`},
	{"YIELD", "ceasefire", "peace+", `
		declare a ceasefire, observe a ceasefire, cease fire, agree a ceasefire, call a truce, lay down arms, end the
		siege, declare a cease-fire, declare a truce, cease hostilities, end the war, extend the ceasefire, observe a
		truce, honour the truce, honor the truce`, `
		ceasefire, cease-fire, truce, cessation of hostilities, armistice, lull, humanitarian pause`},
	{"REJECT", "ceasefire", "peace-", `
		break the ceasefire, violate the ceasefire, violate, breach, end the ceasefire, end the truce, break the
		truce`, `
		violation, breach, ceasefire violation, truce violation, violation of the ceasefire`},
	{"AGREE", "agreement", "agree+", `
		agree, accept, reach an agreement, consent, commit, pledge, vow, promise, approve, strike a deal, pledge
		to work,
		settle, offer, be willing, be ready, intend, plan, reach a deal, reach a settlement, undertake, adopt,
		endorse a
		deal, ready to, prepare to, announce plans, offer to`, `
		agreement, deal, accord, pact, settlement, pledge, promise, acceptance, roadmap, breakthrough, understanding,
		memorandum, peace deal, peace agreement, peace plan, treaty`},
	{"SUPPORT", "agreement", "agree+", `
		sign, ratify, sign a treaty, sign an agreement, sign a deal, conclude, conclude an agreement, sign a pact,
		seal,
		initial, ink, sign an accord, formalise, formalize`, "signing, ratification, conclusion of"},
	{"REJECT", "agreement", "agree-", `
		reject, refuse, turn down, veto, rebuff, rule out, oppose, decline, object, spurn, scrap, snub, defy, ignore,
		disagree, fail to agree, resist, vote down, withdraw from talks, quit the talks, refuse to accept, refuse to
		recognise, overrule, flout, walk away, brush aside, dispute, be out of question, disavow, boycott the talks,
		repudiate, contest, stonewall, exclude, tear up`, `
		rejection, refusal, veto, opposition to, disagreement, rebuff, defiance, non-compliance`},
	{"REJECT", "agreement", "go-", `
		cancel, call off, postpone, delay, break down, collapse, fall through, break off talks, break off, scrap,
		abort,
		shelve, fail, end in failure, stall, falter, fall apart, unravel, put off, miss the deadline, drop`, `
		cancellation, collapse, breakdown, postponement, failure, deadlock, stalemate, impasse`},
	{"", "", "go+", `
		begin, start, resume, kick off, renew, restart, relaunch, get under way, get underway, continue, go
		ahead`, `
		resumption, renewal, beginning, start`},
	{"", "", "go-", "end, stop, suspend, halt, cease, pause, interrupt, freeze", "end, suspension, halt, pause"},

	// Talk.
	{"CONSULT", "talks", "", `
		meet, hold talks, negotiate, confer, discuss, mediate, hold a meeting, host, call on the phone, consult, hold
		discussions, hold a summit, phone, telephone, receive, talk to, talk with, speak with, speak to, hold
		bilateral
		talks, meet with, hold negotiations, hold consultations, broker, brief, hold a phone call, talk, convene,
		attend,
		join talks, sit down with, speak by phone, hold a press conference`, `
		talks, meeting, negotiation, summit, discussion, consultation, peace talks, phone call, conference, dialogue,
		mediation, conversation, telephone conversation, mediation effort, peace process, bilateral talks`},
	{"CONSULT", "visit", "stay+", `
		visit, travel to, arrive, arrive in, fly to, pay a visit, tour, make a visit, land in, head to, return to,
		begin a
		visit, make a trip, go to, come to`, "visit, trip, arrival, tour, state visit, official visit, stopover"},
	{"", "visit", "stay-", "leave, depart, leave for, fly out, exit", "departure, exit"},
	{"SUPPORT", "statement", "back+", `
		support, praise, defend, back, endorse, welcome, hail, express support, voice support, laud, commend,
		stand by, rally
		behind, applaud, congratulate, express solidarity, thank, honour, honor, salute, express confidence, vouch,
		voice his support, reaffirm, side with, declare support, throw support, award, commemorate, pay tribute,
		express condolences, forgive, justify, stand with, vote for, campaign for, stand up for`, `
		support, praise, endorsement, solidarity, backing, condolence, tribute, defence of`},
	{"ACCUSE", "statement", "back-", `
		criticise, criticize, condemn, denounce, blast, slam, lambast, lambaste, decry, deplore, rebuke, fault, chide,
		castigate, scold, express concern, complain, express outrage, attack verbally, deride, lash out, rap, rip,
		bemoan,
		disapprove, voice concern, berate, mock, insult, ridicule, berate, hit out, lament, scoff, upbraid, call a
		liar,
		call a murderer, file a protest, lodge a protest, lodge a complaint, slate, vilify, chastise, excoriate, raise
		concern, express disappointment, question, accost, protest to`, `
		condemnation, criticism, denunciation, rebuke, complaint, outcry, outrage, reprimand, censure`},
	{"ACCUSE", "claim", "", `
		accuse, blame, allege, claim responsibility, implicate, hold responsible, point the finger, attribute,
		suspect`, `
		accusation, allegation, responsibility, blame, claim of responsibility, suspicion`},
	{"", "claim", "truth-", `
		deny, deny responsibility, deny involvement, refute, retract, withdraw the claim, disprove, contradict,
		debunk,
		deny allegations`, "denial, retraction, correction"},
	{"", "statement", "truth+", `
		confirm, acknowledge, verify, corroborate, admit to`, "confirmation, acknowledgement, admission"},
	{"REQUEST", "statement", "", `
		ask, demand, request, urge, appeal, call for, call on, call upon, beg, plead, seek, exhort, petition, press,
		demand an explanation, ask for, insist on, implore, seek help, seek refuge, seek asylum, invite, propose,
		appeal
		for, seek aid, lobby, pressure, order, solicit, summon, require, push for, apply for, beseech, encourage,
		entreat,
		advise, recommend, suggest, instruct, sought refuge`, `
		request, appeal, demand, call for, plea, petition, application, invitation, proposal, order`},
	{"THREATEN", "threat", "", `
		threaten, warn, issue an ultimatum, give an ultimatum, give a deadline, set a deadline, caution, vow
		revenge, vow to
		retaliate, threaten to, warn of, vow to destroy, menace, intimidate, vow retaliation, swear revenge, brandish,
		call for sanctions, threaten sanctions, threaten force, call for a protest, call for protests, vow to
		avenge`, `
		threat, ultimatum, warning, deadline, threats of, intimidation`},

	// Help.
	{"AID", "aid", "give+", `
		provide, donate, give aid, send aid, deliver, supply, fund, deliver aid, grant asylum, help, assist, aid,
		pledge aid,
		airlift, provide aid, contribute, give, send, send medical, finance, train, arm, equip, provide
		assistance, open
		its borders to, subsidise, lend, grant, extend, offer, distribute, treat, accommodate, shelter, provide
		support,
		grant refuge, send weapons, host refugees, take in, bail out, grant citizenship, send peacekeepers, raise
		money,
		deliver food, ship, feed, protect, give asylum, dispatch aid`, `
		aid, assistance, donation, humanitarian aid, relief, military aid, aid package, grant, loan, help, airlift,
		delivery, funding, asylum, supply, shipment, financial support, aid delivery, humanitarian assistance, support
		package, relief effort, aid convoy`},
	{"COOPERATE", "", "", `
		cooperate, collaborate, share, share evidence, join forces, exchange information, team up, trade with,
		hand over
		evidence, conduct joint, extradite, hold joint exercises, launch war games, work together, hold drills, share
		intelligence, work with, partner, join, coordinate, integrate, share information, supply evidence,
		extradite to,
		hold exercises, conduct exercises, conduct drills`, `
		cooperation, collaboration, joint exercise, military exercise, war game, war games, drill, extradition, joint
		patrol, partnership, trade, coordination, alliance, manoeuvre, maneuver, joint drill, exercise`},

	// Politics, which has no act.
	{"", "appointment", "office+", `
		appoint, name, swear in, elect, nominate, install, inaugurate, promote, take office, reinstate, take over
		as, succeed,
		be sworn in, become president, designate, reappoint, crown`, `
		appointment, inauguration, nomination, swearing-in, promotion, reinstatement`},
	{"COERCE", "dismissal", "office-", `
		dismiss, sack, fire, oust, remove from office, depose, overthrow, topple, unseat, suspend from office, purge,
		relieve of, strip of, remove, force out, impeach`, `
		dismissal, ouster, overthrow, coup, sacking, removal, coup attempt, putsch, purge`},
	{"", "dismissal", "office-", `
		resign, step down, quit, stand down, leave office, retire, abdicate, flee the country, step aside`, `
		resignation, retirement, abdication`},
	{"", "election", "win+", `
		win, win the election, win re-election, claim victory, elect, be re-elected, triumph, prevail`, `
		election, victory, landslide, win, re-election, polling, referendum, runoff, run-off, plebiscite`},
	{"", "election", "win-", "lose the election, be defeated, concede defeat, concede", "defeat, election defeat"},
	{"", "vote", "pass+", "vote, pass, vote for, adopt, vote in favour, vote in favor, approve, enact, back a bill", `
		vote, ballot, adoption, passage, approval`},
	{"REJECT", "vote", "pass-", `
		vote down, vote against, reject a bill, strike down, block a resolution, veto a resolution`, ""},
	{"", "law", "", "decree, rule, issue a decree, declare", "decree, ruling, edict, law, resolution, declaration"},
	{"", "death", "live-", "die, succumb, pass away, be killed, perish, drown, starve", `
		death, demise, drowning, death toll`},
	{"", "survival", "live+", `
		survive, escape unhurt, live through, escape unharmed, escape injury, be unharmed`, "survival"},
	{"", "disaster", "", "flood, erupt, shake, jolt, inundate, quake, make landfall, tremble", `
		earthquake, flood, flooding, hurricane, cyclone, typhoon, tsunami, landslide, mudslide, wildfire, drought,
		storm,
		volcano, eruption, avalanche, tornado, heatwave, famine, epidemic, quake, tremor, monsoon, bushfire, heavy
		rain,
		torrential rain, aftershock, blizzard, heavy snow, natural disaster, forest fire, cold wave`},
	{"", "accident", "", `
		crash, derail, capsize, collide, leak, overturn, collapse, catch fire, plunge, spill, run aground`, `
		crash, derailment, plane crash, accident, oil spill, collision, fire, building collapse, leak, blackout,
		gas leak,
		gas explosion, shipwreck, train crash, spill, power outage, stampede, wreck, wreckage, meltdown, blaze`},
	{"ASSAULT", "crime", "", `
		rob, smuggle, traffic, extort, launder, steal, embezzle, defraud, trade in drugs, counterfeit`, `
		robbery, smuggling, trafficking, extortion, drug trafficking, heist, money laundering, theft, gang
		violence, drug
		cartel, organised crime, organized crime, mafia, human trafficking, drug gang, drug lord, cartel, gang war,
		corruption, drug smuggling, piracy, drug bust, contraband`},
}

func rows(list []told) []text.EventWords {
	out := make([]text.EventWords, len(list))
	for i, r := range list {
		out[i] = text.EventWords{Act: r.act, Kind: r.kind, Opposition: r.opposition, Verbs: r.verbs, Nouns: r.nouns}
	}
	return out
}

// irregular lists past and participle of verbs that do not end in -ed.
var irregular = func() map[string][2]string {
	m := map[string][2]string{}
	for line := range strings.SplitSeq(`strike struck struck, hit hit hit, shoot shot shot, take took taken, fight
	fought
		fought, blow blew blown, set set set, burn burned burned, slay slew slain, hang hanged hanged, beat beat
		beaten,
		overrun overran overrun, retake retook retaken, win won won, lose lost lost, fall fell fallen, withdraw
		withdrew
		withdrawn, lay laid laid, send sent sent, put put put, find found found, shut shut shut, break broke
		broken, sue
		sued sued, hold held held, meet met met, let let let, give gave given, begin began begun, leave left left, go
		went gone, come came come, fly flew flown, seek sought sought, swear swore sworn, say said said, speak spoke
		spoken, stand stood stood, throw threw thrown, quit quit quit, die died died, steal stole stolen, sink sank
		sunk, drive drove driven, build built built, become became become, make made made, pay paid paid, forbid
		forbade
		forbidden, cut cut cut, cast cast cast, strike-down struck-down struck-down, lead led led, rise rose risen,
		overthrow overthrew overthrown, undertake undertook undertaken, sell sold sold, lend lent lent, flee fled
		fled,
		get got got, shake shook shaken, feed fed fed, tear tore torn, forgive forgave forgiven, bring brought
		brought,
		hurt hurt hurt, spill spilled spilled, keep kept kept, catch caught caught, run ran run, sit sat sat, swap
		swapped
		swapped, be was been, arise arose arisen, beset beset beset, rid rid rid, slit slit slit, split split split,
		fall-through fell-through fallen-through, mow mowed mown, bid bid bid, slam slammed slammed, do did done, know
		knew known, show showed shown, write wrote written, grow grew grown, draw drew drawn, rend rent rent, buy
		bought
		bought, spend spent spent, wreak wrought wrought, bear bore borne, hide hid hidden, ride rode ridden, tell
		told
		told, think thought thought, lose-control lost lost, oversee oversaw overseen, see saw seen, rebuild rebuilt
		rebuilt, beseech beseeched beseeched, plead pleaded pleaded`, ",") {
		if f := strings.Fields(line); len(f) == 3 {
			m[f[0]] = [2]string{f[1], f[2]}
		}
	}
	return m
}()

// doubling lists verbs of more than one syllable that double their last letter: "kidnapped".
var doubling = text.WordSet(`kidnap permit refer transfer commit admit submit expel repel rebel control patrol
compel rebut
	regret confer defer acquit occur traffic bombshell quarrel dispel propel concur deter abet`)

// inflect returns the forms of a verb.
func inflect(verb string) text.VerbForms {
	if verb == "be" {
		return text.VerbForms{Third: "is", Past: "was", Participle: "been", Gerund: "being"}
	}
	if verb == "have" {
		return text.VerbForms{Third: "has", Past: "had", Participle: "had", Gerund: "having"}
	}
	last := verb[len(verb)-1]
	stem := verb
	f := text.VerbForms{Third: plural(verb)}
	switch {
	case verb == "traffic":
		stem += "k"
	case doubles(verb):
		stem += string(last)
	case strings.HasSuffix(verb, "ie"):
		f.Past, f.Gerund = verb+"d", verb[:len(verb)-2]+"ying"
	case last == 'e' && !strings.HasSuffix(verb, "ee"):
		f.Past, f.Gerund = verb+"d", verb[:len(verb)-1]+"ing"
	case last == 'e':
		f.Past, f.Gerund = verb+"d", verb+"ing"
	case last == 'y' && !vowel(verb, len(verb)-2):
		f.Past, f.Gerund = verb[:len(verb)-1]+"ied", verb+"ing"
	}
	if f.Past == "" {
		f.Past, f.Gerund = stem+"ed", stem+"ing"
	}
	f.Participle = f.Past
	if i, ok := irregular[verb]; ok {
		f.Past, f.Participle = i[0], i[1]
	}
	return f
}

// doubles reports whether a verb doubles its last letter: one short syllable that ends in one consonant.
func doubles(verb string) bool {
	if doubling[verb] {
		return true
	}
	n := len(verb)
	if n < 3 || vowel(verb, n-1) || strings.IndexByte("wxy", verb[n-1]) >= 0 || !vowel(verb, n-2) || vowel(verb,
		n-3) {
		return n > 3 && strings.HasPrefix(verb, "qu") && n == 4 && !vowel(verb, n-1)
	}
	for i := range n - 2 {
		if vowel(verb, i) {
			return false
		}
	}
	return true
}

func vowel(s string, i int) bool { return i >= 0 && strings.IndexByte("aeiou", s[i]) >= 0 }

// plural returns the form in -s of a noun or a verb.
func plural(word string) string {
	n := len(word)
	switch {
	case n > 1 && word[n-1] == 'y' && !vowel(word, n-2):
		return word[:n-1] + "ies"
	case word == "go" || word == "do" || word == "veto":
		return word + "es"
	case strings.HasSuffix(word, "s") || strings.HasSuffix(word, "x") || strings.HasSuffix(word, "z") ||
		strings.HasSuffix(word, "ch") || strings.HasSuffix(word, "sh"):
		return word + "es"
	}
	return word + "s"
}
